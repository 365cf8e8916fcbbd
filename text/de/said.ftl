-said-ask-a-doctor = Lassen Sie die ganze Untersuchung ärztlich beurteilen.

said-name = { $name }
said-list = { $list }, { $next }
said-either = { $list } oder { $last }
said-all = { $list } und { $last }
said-not-ruled-out = Nicht auszuschließen: { $list }.

said-next-patient = Das ist keine Diagnose. Zeigen Sie Ihre Bilder Ihrer Ärztin oder Ihrem Arzt: Dort wird die ganze Untersuchung beurteilt. Schieben Sie deswegen keinen Arztbesuch auf, und beginnen, ändern oder beenden Sie keine Behandlung.
said-next-clinician = Keine Diagnose und kein Medizinprodukt. Befunden Sie die ganze Untersuchung mit Vorbefunden und klinischer Fragestellung; stützen Sie keine Entscheidung auf diese Ausgabe.

said-turned-away = { $name }: keine Antwort. { $why }.
said-abstained = { $name }: keine Antwort. { $why }. Keine Diagnose. { -said-ask-a-doctor }
said-answered = { $name }: keine Diagnose. Größte Ähnlichkeit: { $headline }, { $share }. { -said-ask-a-doctor }
said-answered-beside = { $name }: keine Diagnose. Größte Ähnlichkeit: { $headline }, { $share }. { $beside } { -said-ask-a-doctor }
said-judged = { $name }: keine Diagnose. { $headline }. { -said-ask-a-doctor }
