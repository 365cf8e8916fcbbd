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

answer-judged-kicker = Jedes für sich beurteilt, laut Modell
answer-stand-out = Fällt auf: { $labels }
answer-none-stands-out = Nichts von dem, was das Modell beurteilt, fällt auf
answer-some-open = Nichts fällt deutlich auf
answer-judged = Auf ein Bild kann keines davon zutreffen, eines oder mehrere.
answer-judged-help = Wo etwas offen bleibt, kann das Modell es weder bejahen noch verneinen.
answer-judged-level = An anderen Bildern so angepasst, dass etwa { $level } derer, die es zeigen, nicht „fällt nicht auf“ erhalten, und etwa ebenso viele der übrigen nicht „fällt auf“.
answer-present = fällt auf
answer-absent = fällt nicht auf
answer-open = bleibt offen
answer-state-share = { $state }, { $share }
answer-label = { $label }: { $told }.
answer-label-shares = Wie wahrscheinlich jedes für sich ist
