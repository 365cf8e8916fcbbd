page-start-again = Onsight, neu beginnen
page-line = Auf Ihrem eigenen Gerät<more>: was ein KI-Modell in einem medizinischen Bild sieht</more>
page-pages = Seiten
page-use-theme =
    { $theme ->
        [dark] Zum dunklen Design wechseln
       *[light] Zum hellen Design wechseln
    }
page-skip = Zum Inhalt springen

page-what = Onsight { $version }. Für Forschung und Lehre. Kein Medizinprodukt.
page-to-model = Was am Modell gemessen wurde
page-to-device = Dieses Gerät prüfen
page-to-models = Alle Modelle
page-free = Kein Konto, keine Cookies, keine Besucherstatistik. Freie Software: Apache-2.0 oder MIT.

page-promise-device = Ihr Bild bleibt auf diesem Gerät. Nichts wird hochgeladen.
page-promise-any = Läuft auf jedem neueren Handy oder Computer, mit oder ohne Grafikchip.
page-promise-honest = Sagt, wie oft das Modell richtigliegt, gemessen an Bildern, die es nie gesehen hat.

page-limits = Was das hier nicht ist
page-limits-diagnosis = Keine Diagnose und kein Medizinprodukt. Onsight ist für Forschung und Lehre gemacht.
page-limits-study = Ein Bild ist keine Untersuchung. Ärztinnen und Ärzte sehen sie ganz, dazu frühere Untersuchungen und Sie selbst.
page-limits-doctor = Was auch immer hier steht: Fragen Sie Ihre Ärztin oder Ihren Arzt. Schieben Sie deswegen keinen Arztbesuch auf, und beginnen, ändern oder beenden Sie keine Behandlung.

page-closing = Neu beginnen
page-close =
    { $count ->
        [one] Das Bild schließen und neu beginnen? Nichts davon ist anderswo gespeichert.
       *[other] Die { $count } geöffneten Bilder schließen und neu beginnen? Nichts davon ist anderswo gespeichert.
    }
page-close-not = Behalten
page-close-all = Schließen und neu beginnen

page-notice = Hinweis
page-dismiss = Diesen Hinweis schließen
page-burned-in = Text im Bild
page-left-out = Bis dahin wird das Bild nicht mitgedruckt.
page-looked = Ich habe nachgesehen: mitdrucken
page-update = Aktualisierung
page-update-here = Eine neuere Version ist da.
page-update-later = Eine neuere Version ist da. Sie können sie übernehmen, sobald Sie Ihre Bilder aus der Liste entfernt haben.
page-update-busy = Eine neuere Version ist da, aber ein anderer Tab mit Onsight arbeitet noch mit dieser. Schließen Sie dort die Bilder und versuchen Sie es dann erneut.
page-update-now = Jetzt aktualisieren

page-requests = Anfragen dieser Seite
page-requests-all = Alle Anfragen dieses Besuchs ({ $count })
page-requests-some = { $listed } der { $count } Anfragen dieses Besuchs
page-requests-list = Anfragen, neueste zuerst

page-progress = Fortschritt
page-progress-step = { $title }: { $detail }
page-act-of = { $act }: { $of }
page-starting = Wird gestartet
page-waiting = Noch nicht an der Reihe
page-cancel = Abbrechen

page-printed = Gedruckt am { $when } mit Onsight { $version }
page-look = <more>Im </more>Leuchtkasten<more> öffnen</more>
page-look-whole = Im Leuchtkasten öffnen
page-print = Drucken
page-reading = Darstellung
page-reading-patient = Einfache Worte
page-reading-clinician = Alle Zahlen

page-synthetic = Synthetisch
page-gates = Prüfungen vor der Antwort
