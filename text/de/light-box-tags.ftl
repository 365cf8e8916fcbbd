light-box-tags-title = Angaben in der Datei
light-box-tags-back = Zurück zu den Werkzeugen
light-box-tags-reading = Wird gelesen…
light-box-tags-none = Diese Datei enthält keine Tags: Die gibt es nur in DICOM.

light-box-tags-search = Suchen
light-box-tags-show =
    { $count ->
        [one] Den Wert anzeigen, der verraten kann, um wen es sich handelt
       *[other] Die { $count } Werte anzeigen, die verraten können, um wen es sich handelt
    }
light-box-tags-count =
    { $count ->
        [0] Nichts gefunden.
        [one] { $count } Element.
       *[other] { $count } Elemente.
    }
light-box-tags-count-cut = { $count } Elemente, die ersten { $shown } werden angezeigt: Die übrigen finden Sie über die Suche.
light-box-tags-elements = Elemente der Datei
light-box-tags-column-tag = Tag
light-box-tags-column-vr = Typ
light-box-tags-column-value = Wert
light-box-tags-private = privat
light-box-tags-unknown = unbekannt
light-box-tags-hidden = verborgen
light-box-tags-item = Item { $item }, { $number }

light-box-tags-propose =
    { $count ->
        [one] Den aufgefallenen Text abdecken
       *[other] Den aufgefallenen Text mit { $count } Kästen abdecken
    }
light-box-tags-add-box = Kasten hinzufügen
light-box-tags-box-help = Kästen decken beim Speichern jeden Frame der Datei ab. Zeichnen Sie sie auf dem Bild, oder verschieben Sie Ecken und Mitte mit der Maus oder den Pfeiltasten.
light-box-tags-save = Ohne Angaben zur Person speichern
light-box-tags-profile = Nach dem Basisprofil von DICOM PS3.15: Namen, Datumsangaben, Kennungen und private Elemente entfallen, die Pixel außerhalb der Kästen bleiben, wie sie sind. Vor dem Speichern sehen Sie, was geändert wurde.
light-box-tags-changed = Was geändert wurde
light-box-tags-save-file = Datei speichern
light-box-tags-save-report = Diese Liste speichern
light-box-tags-deface = Alle Schichten ohne Namen und ohne Gesicht speichern
light-box-tags-deface-help = Was vor und unter einer Ebene liegt, die das Gehirn berührt, erhält den Wert von Luft. Wird das Gehirn nicht gefunden, wird nichts gespeichert. Vor dem Speichern sehen Sie, was geändert wurde.
light-box-tags-report-name = { $name }-aenderungen.txt
light-box-tags-text-said = Laut Datei steht Text in ihren Bildern. Text im Bild selbst bleibt in der gespeicherten Datei, sofern ihn kein Kasten abdeckt.
# $borders (Message) - "am oberen Rand"
light-box-tags-text-said-and-seen = Laut Datei steht Text in ihren Bildern, und { $borders } scheint tatsächlich welcher zu stehen. Text im Bild selbst bleibt in der gespeicherten Datei, sofern ihn kein Kasten abdeckt. Sehen Sie nach, bevor Sie sie weitergeben.
# $borders (Message) - "am oberen und linken Rand"
light-box-tags-text-seen = Anscheinend steht { $borders } der Bilder Text. Text im Bild selbst bleibt in der gespeicherten Datei, sofern ihn kein Kasten abdeckt. Sehen Sie nach, bevor Sie sie weitergeben.
light-box-tags-text-unseen = Text im Bild selbst bleibt in der gespeicherten Datei, sofern ihn kein Kasten abdeckt. An den Rändern fiel kein Text auf, doch nicht jeder Text wird gefunden: Sehen Sie sich jede Schicht an, bevor Sie die Datei weitergeben.
# $border (Message) - "oberen"
light-box-tags-one-border = am { $border } Rand
# $borders (Message) - "oberen, rechten"
# $last (Message) - "linken"
light-box-tags-borders = am { $borders } und { $last } Rand
light-box-tags-border-list = { $borders }, { $next }
light-box-tags-top = oberen
light-box-tags-right = rechten
light-box-tags-bottom = unteren
light-box-tags-left = linken

light-box-tags-bytes =
    { $count ->
        [one] { $count } Byte
       *[other] { $count } Byte
    }
light-box-tags-items =
    { $count ->
        [one] { $count } Item
       *[other] { $count } Items
    }
