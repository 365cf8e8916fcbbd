probe-card-title = Achtet das Modell auf das Richtige?
probe-card-about = Die Seite verdeckt erst nur den Bereich, den die Aktivierungskarte am stärksten markiert (er kann kleiner sein als der Umriss), dann die Ränder, und befragt das Modell jeweils erneut. Was wichtig ist, sollte die Antwort verändern. Eine Abdeckung ist selbst ungewöhnlich, deshalb beweist ein einzelnes Bild wenig.
probe-card-ask = Teile verdecken und erneut fragen
probe-card-running = Teile werden verdeckt, das Modell wird erneut befragt…
probe-card-value = { $value } ({ $change })
probe-card-closest = größte Ähnlichkeit: { $class }
