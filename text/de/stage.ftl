stage-manifest = Die Beschreibung des Modells wird gelesen
stage-download = Das Modell wird geladen
stage-stored = Das gespeicherte Modell wird gelesen
stage-verify = Das Modell wird auf Unversehrtheit geprüft
stage-device = Dieses Gerät wird vorbereitet
stage-check = Es wird geprüft, ob dieses Gerät richtig rechnet
stage-other-tab = Ein anderer Tab lädt das Modell
stage-bytes = { $done } von { $total }
stage-run = Durchlauf { $run } von { $total }

stage-decode = Das Bild wird geöffnet
stage-prepare = Das Bild wird für das Modell skaliert
stage-infer = Das Modell sieht sich das Bild an
stage-explain = Gezeichnet wird, was das Modell angesehen hat
