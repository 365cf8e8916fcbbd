comparison-ask = Am offenen Bild vergleichen
comparison-help = Dieses Modell beantwortet das zuletzt gezeigte Bild ebenfalls, hier auf diesem Gerät. Danach stehen beide Antworten hier nebeneinander. Nichts wird geschlossen, und seine Antwort wird nicht aufbewahrt.
comparison-no-answer = Es gibt keine Antwort zum Vergleichen: Das zuletzt gezeigte Bild hat noch keine, oder seine Datei ist nicht mehr da.
comparison-own = Die gezeigte Antwort ist von diesem Modell selbst. Es gibt nichts, womit sie zu vergleichen wäre.
comparison-no-answer-help = Öffnen Sie ein Bild, warten Sie auf seine Antwort, und kommen Sie wieder.
comparison-come = Beide Antworten stehen jetzt nebeneinander.

comparison-title = Zwei Modelle, ein Bild
comparison-shown = Die gezeigte Antwort
comparison-other = Das andere Modell
comparison-classes = Wie sicher sich jedes Modell bei jeder Klasse ist
comparison-class = Klasse
comparison-unknown = gehört nicht zu seinen Klassen
comparison-unshown = nicht beantwortet
comparison-set = Offen bei { $level }: { $names }
comparison-set-empty = Offen bei { $level }: keine Klasse
comparison-gate = { $gate }: { $outcome }
comparison-weights = SHA-256 seiner Gewichte: { $sha256 }…

comparison-differences = Was sich unterscheidet
comparison-alike = Von dem, was hier gezeigt wird, unterscheidet sich nichts.
comparison-other-task = Die beiden Modelle beantworten verschiedene Fragen. Ihre Anteile lassen sich nicht aneinander messen.
comparison-top = Am ähnlichsten: { $first } (gezeigt), { $second } (anderes Modell).
comparison-one-answers = Nur eines der beiden gibt eine Antwort: { $model }.
comparison-share = { $class }: { $first } (gezeigt), { $second } (anderes Modell).
comparison-set-differs = Sie lassen verschiedene Klassen offen.
comparison-gate-differs = { $gate }: { $first } (gezeigt), { $second } (anderes Modell).
comparison-no-judge = Welches der beiden recht hat, lässt sich daran nicht erkennen. Dass zwei Modelle dasselbe sagen, macht es nicht wahr: Sie können dieselben Fehler machen.
