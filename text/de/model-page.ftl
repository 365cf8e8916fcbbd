model-page-title = Wie weit man dem Modell trauen kann
model-page-lead = All dies hat ein Programm an Bildern gemessen, die im Training nie vorkamen; nichts davon ist von Hand geschrieben. Bei jeder Zahl steht, an welchen Bildern.

model-page-card = Modell und Bild
model-page-model = Modell
model-page-version = Version
model-page-size = Größe
model-page-fingerprint = Fingerabdruck
model-page-short = Die ersten 12 Zeichen des SHA-256
model-page-classes = Klassen
model-page-input = Eingabe
model-page-pixels = { $side } × { $side } Pixel
model-page-hash = SHA-256, vollständig
model-page-file = Ihre Datei
