traffic-so-far =
    Bisher bei diesem Besuch: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, davon von diesem Gerät an diese Website: { $left }. Gesendet: { $bytes }.
traffic-since =
    Seit Sie dieses Bild geöffnet haben: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, { $bytes } haben dieses Gerät verlassen.
traffic-since-refused =
    Seit Sie dieses Bild geöffnet haben: { $count ->
        [one] { $count } Anfrage
       *[other] { $count } Anfragen
    }, { $bytes } haben dieses Gerät verlassen. Abgelehnt: { $refused }.

traffic-seal-open = Kein Bild ist geöffnet
traffic-seal-elsewhere = Ein anderer Tab ist versiegelt
traffic-seal-watched = Beobachtet
traffic-seal-sealed = Versiegelt
traffic-seal-broken = Siegel gebrochen
traffic-meaning-open = Die Seite wird versiegelt, sobald Sie ein Bild öffnen.
traffic-meaning-elsewhere = In einem anderen Tab von Onsight ist ein Bild geöffnet. Bis es dort geschlossen wird, arbeitet dieser Tab mit dem, was auf diesem Gerät gespeichert ist, und ruft nichts aus dem Netzwerk ab.
traffic-meaning-watched = { $why } Anfragen werden weiterhin aufgelistet und andere Websites bleiben gesperrt, aber der Server dieser Website könnte gefragt werden.
traffic-meaning-sealed = Bis Sie alle Bilder aus der Liste entfernen, antwortet diese Seite von diesem Gerät aus oder lehnt ab. Aus dem Netzwerk ruft sie nichts ab, es sei denn, Sie fordern ein Modell an: dann nur dessen Dateien.
traffic-meaning-broken = { $why } Seitdem hätte ein Skript in dieser Seite den Server dieser Website fragen können. Entfernen Sie Ihre Bilder und laden Sie die Seite neu.

traffic-why-coming = Der Service Worker der Seite ist noch nicht zuständig, etwa beim ersten Besuch.
traffic-why-none = Dieser Browser gibt der Seite keinen Service Worker, etwa ohne https und in manchen privaten Fenstern.
traffic-why-full = Auf diesem Gerät ist kein Platz mehr für den Service Worker der Seite.
traffic-why-failed = Der Service Worker der Seite konnte nicht installiert werden.
traffic-why-silent = Der Service Worker der Seite antwortet nicht.

traffic-why-lost = Der Service Worker, der das Siegel hielt, ist nicht mehr zuständig.
traffic-why-mute = Der Service Worker, der das Siegel hielt, antwortet nicht mehr.
traffic-why-lifted = Der Service Worker, der das Siegel hielt, kennt es nicht mehr.
traffic-why-taken = Ein anderes Skript hat das Siegel an sich genommen, bevor diese Seite es konnte.

traffic-stops = Solange ein Bild geöffnet ist, können Skripte dieser Seite keinen anderen Rechner erreichen: Was das könnte, ist entfernt oder wird abgelehnt. Jede Anfrage, die der Browser dieser Seite und ihren Workern zeigt, wird gezählt und aufgelistet.
traffic-unseen = Keine Seite sieht, was der Browser selbst, seine Erweiterungen oder das Betriebssystem senden. Um auch dabei sicherzugehen, verwenden Sie ein Fenster ohne Erweiterungen oder ein Gerät ohne Netzwerk.

traffic-folded = Bilder ({ $done }), weitere hinzufügen
traffic-folded-watched = Bilder ({ $done }), weitere hinzufügen, beobachtet
traffic-folded-sealed = Bilder ({ $done }), weitere hinzufügen, versiegelt
traffic-folded-broken = Bilder ({ $done }), weitere hinzufügen, Siegel gebrochen

traffic-end-through-worker = über den Service Worker
traffic-end-browser = aus der eigenen Kopie des Browsers
traffic-end-device = von diesem Gerät
traffic-end-network = von der Website
traffic-end-policy = durch die Richtlinie der Seite gestoppt
traffic-end-refused = abgelehnt
