board-ready = Modell bereit. { $device }
board-failed = { $name }: { $title }.
board-removed = { $name } entfernt.
board-waits = { $name } wartet wieder.
board-warned = { $answer } { $warning }
