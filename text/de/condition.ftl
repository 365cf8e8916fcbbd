condition-heading = Allgemein bekannt
condition-lead = Was allgemein darüber bekannt ist und woher. Diese Seite kennt kein Bild und keinen Menschen und sagt nichts über Ihres.
condition-reviewed = Zuletzt mit den Quellen verglichen: { $day }
condition-about = Was über das bekannt ist, was das Modell nennen kann
condition-loading = Die Seite wird geholt
condition-sealed = Diese Seite ist noch nicht auf diesem Gerät, und solange ein Bild offen ist, wird das Netz nach nichts gefragt. Wenn Sie Ihre Bilder geschlossen haben, kommt sie von selbst und ist von da an hier.
condition-failed = Diese Seite ist nicht angekommen. Prüfen Sie die Verbindung und öffnen Sie sie noch einmal.
condition-unknown = Eine Seite mit diesem Namen gibt es nicht.
condition-planned = Ein Modell, das dies nennen kann, gibt es noch nicht: Eines ist in Arbeit. Was hier steht, hängt davon nicht ab.

condition-what = Was es ist
condition-noticed = Was Menschen bemerken
condition-examined = Wie es untersucht wird
condition-treated = Wie es behandelt wird
condition-next = Was danach meist geschieht
condition-urgent = Wann Sie sofort Hilfe brauchen
condition-questions = Fragen an Ihre Ärztin oder Ihren Arzt

condition-classification = Klassifikation
condition-signs = Typische Befunde
condition-differential = Differenzialdiagnose
condition-examination = Nächste Untersuchung

condition-read = Wo Sie mehr lesen können
condition-see = Siehe auch
condition-sources = Quellen

condition-survival = Zeigen, wie lange Menschen damit leben
condition-survival-person = Wie lange ein einzelner Mensch lebt, sagt weder ein Bild noch ein neuronales Netz. Das hängt davon ab, was das Gewebe unter dem Mikroskop ist, von Alter und Gesundheit, von der Behandlung und vom Zufall. Diese Zahlen gelten für viele Menschen zusammen. Was sie für Sie bedeuten, können Ihnen Ihre Ärztinnen und Ärzte sagen, wenn Sie es wissen möchten.
condition-survival-relative = Es ist das relative Überleben: Erkrankte, gemessen an Menschen gleichen Alters und Geschlechts ohne die Krankheit. Sie sind vor Jahren erkrankt, wie die Quelle angibt, und die Behandlung hat sich seither geändert.
condition-survival-dots = Jeder Punkt ist einer von 100 Menschen. Voll: lebt nach zehn Jahren, wo das veröffentlicht ist. Ring: lebt nach fünf Jahren. Klein: lebt nach fünf Jahren nicht mehr.
condition-ages = { $youngest } bis { $oldest } Jahre alt
condition-ages-from = { $youngest } Jahre oder älter
condition-ages-all = Jedes Alter
condition-both = { $ages }: Von 100 leben nach fünf Jahren etwa { $five }, nach zehn Jahren etwa { $ten }.
condition-five-only = { $ages }: Von 100 leben nach fünf Jahren etwa { $five }.
