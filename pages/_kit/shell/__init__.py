"""What every screen has round it: navigation, scope, the data of now, what is told when it fails."""
