"""Owns the texts of the synthetic baseline: what the Ley 29783 and ISO 45001 ask for, and the applications.

Short paraphrases for a demonstration; the study of the baseline (Ley 29783 art. 37) replaces them.
"""

_LAW = """
art. 17|Sistema de gestión adoptado
art. 19|Participación de los trabajadores en el sistema
art. 22|Política de seguridad y salud en el trabajo
art. 26|Liderazgo y responsabilidades asignadas
art. 27|Capacitación en horario de trabajo
art. 28|Registros y documentación del sistema
art. 29|Comité de Seguridad y Salud en el Trabajo instalado
art. 34|Reglamento interno de seguridad y salud en el trabajo
art. 35.a|Entrega del reglamento interno a cada trabajador
art. 35.b|Cuatro capacitaciones al año
art. 35.e|Mapa de riesgos elaborado y exhibido
art. 36|Servicio de seguridad y salud en el trabajo
art. 37|Estudio de línea base
art. 38|Plan y programa anual de seguridad y salud
art. 39|Objetivos medibles
art. 40|Procedimientos de evaluación y supervisión
art. 42|Investigación de accidentes y enfermedades
art. 43|Auditorías del sistema
art. 49|Exámenes médicos ocupacionales
art. 57|Evaluación de riesgos actualizada
art. 60|Equipos de protección personal
art. 64|Protección de trabajadores con discapacidad
art. 66|Protección de trabajadoras gestantes
art. 68|Coordinación con contratistas
art. 82|Notificación de accidentes mortales e incidentes peligrosos
art. 33.a|Registro de accidentes, incidentes y enfermedades
art. 33.b|Registro de exámenes médicos
art. 33.c|Registro de monitoreo de agentes
art. 33.d|Registro de inspecciones internas
art. 33.e|Registro de estadísticas
art. 33.f|Registro de equipos de seguridad o emergencia
art. 33.g|Registro de inducción, capacitación y simulacros
art. 33.h|Registro de auditorías
"""
_ISO = """
4.1|Comprensión de la organización y su contexto
4.2|Necesidades de los trabajadores y otras partes
4.3|Alcance del sistema
5.1|Liderazgo y compromiso
5.2|Política de la SST
5.3|Roles, responsabilidades y autoridades
5.4|Consulta y participación de los trabajadores
6.1.2|Identificación de peligros y evaluación de riesgos
6.1.3|Requisitos legales y otros requisitos
6.1.4|Planificación de acciones
6.2|Objetivos de la SST y su planificación
7.1|Recursos
7.2|Competencia
7.3|Toma de conciencia
7.4|Comunicación
7.5|Información documentada
8.1.1|Planificación y control operacional
8.1.2|Eliminación de peligros y reducción de riesgos
8.1.3|Gestión del cambio
8.1.4.1|Compras
8.1.4.2|Contratistas
8.1.4.3|Contratación externa
8.2|Preparación y respuesta ante emergencias
9.1.1|Seguimiento, medición y análisis del desempeño
9.1.2|Evaluación del cumplimiento
9.2|Auditoría interna
9.3|Revisión por la dirección
10.2|Incidentes, no conformidades y acciones correctivas
10.3|Mejora continua
"""


def _read(standard: str, text: str) -> list[tuple[str, str, str]]:
    return [(standard, *line.split("|")) for line in text.strip().splitlines()]


# (standard, clause, requirement)
REQUIREMENTS = [*_read("law_29783", _LAW), *_read("iso_45001", _ISO)]

# (name, weight, first month counted from January 2020, months of the schedule, pace of the real progress)
APPLICATIONS = (
    ("Consulta de pagos y puntos de pago", 30, 0, 18, 1.02),
    ("Actualización de datos del hogar", 25, 6, 16, 0.95),
    ("Seguimiento de solicitudes del hogar", 20, 10, 13, 0.92),
    ("Agenda de visitas de acompañamiento", 15, 12, 12, 0.8),
    ("Mensajes a hogares usuarios", 10, 14, 10, 0.55),
)
