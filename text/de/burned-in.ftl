burned-in-seen = In diesem Bild scheint { $places } Text zu stehen. Es kann ein Name oder ein Geburtsdatum sein: Sehen Sie nach, bevor Sie diese Seite drucken, speichern oder anderen zeigen.
burned-in-top = oben
burned-in-right = rechts
burned-in-bottom = unten
burned-in-left = links
burned-in-and = { $first } und { $last }
burned-in-list = { $first }, { $next }
