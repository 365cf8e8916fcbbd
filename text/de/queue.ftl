queue-title = Bilder
queue-earlier = Frühere
queue-later = Spätere
queue-cancel = Abbrechen und { $name } entfernen
queue-remove = { $name } entfernen
