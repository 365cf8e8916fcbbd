answer-kicker = Größte Ähnlichkeit laut Modell
answer-set = Vorhersagemenge ({ $level }): { $labels }.
answer-calibrated = Kalibriert: an anderen Bildern so angepasst, dass kein Balken länger ist, als dort der Anteil richtiger Antworten dieser Art war.
answer-shares = Wie das Modell seine Gewissheit auf die Klassen verteilt

answer-point = Arbeitspunkt
answer-point-option = { $class }: { $point }

answer-no-all-clear = Keine Entwarnung durch dieses Modell
answer-none = Keine Antwort zu diesem Bild
answer-would-help = <b>Was helfen würde:</b> { $helps }
answer-shares-only = Wie das Modell seine Gewissheit verteilt. Keine Antwort.
answer-nothing-of-person = Dass es keine Antwort gibt, heißt nicht, dass der Person auf dem Bild etwas fehlt, und auch nicht, dass alles in Ordnung ist.
answer-choose = Keine dieser Arten, oder eine andere, als Sie denken? Auch das ist eine Antwort. Das Modell können Sie trotzdem selbst wählen:
answer-all-models = Alle Modelle
