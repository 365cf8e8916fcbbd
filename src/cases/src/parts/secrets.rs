//! Another passphrase: no record is rewritten, and a new recovery code is shown once.

use leptos::prelude::*;

use crate::session::CasesSession;
use language::say;
use protocol::VaultPass;

/// The screen.
#[component]
pub(super) fn SecretsScreen(session: CasesSession) -> impl IntoView {
    let code = session.recovery_code();
    let by_code = RwSignal::new(code.is_some());
    let is_forgotten = code.is_some();
    let now = RwSignal::new(code.unwrap_or_default());
    let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let cannot = move || now.read().is_empty() || *first.read() != *second.read();
    let on_change = move |_| {
        let typed = now.get_untracked();
        let secret =
            if by_code.get_untracked() { VaultPass::RecoveryCode(typed) } else { VaultPass::Passphrase(typed) };
        session.change_secrets(secret, first.get_untracked());
    };
    let on_other = move |_| {
        by_code.update(|by_code| *by_code = !*by_code);
        now.set(String::new());
    };
    let label = move || say(if by_code.get() { text::cases::code() } else { text::cases::passphrase_now() });
    let other = move || say(if by_code.get() { text::cases::by_passphrase() } else { text::cases::by_code() });
    view! {
        <div class="cases__form" data-testid="cases-change">
            <h3>{say(text::cases::secrets())}</h3>
            <p>{say(if is_forgotten { text::cases::secrets_forgotten() } else { text::cases::secrets_lead() })}</p>
            <label class="cases__field">
                {label}
                <input type="password" autocomplete="current-password" data-testid="cases-now"
                    prop:value=move || now.get() on:input=move |event| now.set(event_target_value(&event)) />
            </label>
            <div class="cases__acts">
                <button class="button" on:click=on_other>{other}</button>
            </div>
            <label class="cases__field">
                {say(text::cases::passphrase_new())}
                <input type="password" autocomplete="new-password" data-testid="cases-new"
                    on:input=move |event| first.set(event_target_value(&event)) />
            </label>
            <label class="cases__field">
                {say(text::cases::again())}
                <input type="password" autocomplete="new-password" data-testid="cases-new-again"
                    on:input=move |event| second.set(event_target_value(&event)) />
            </label>
            <p class="dialog__note">{say(text::vault::help_passphrase())}</p>
            <p class="dialog__note">{say(text::cases::secrets_files())}</p>
            <div class="cases__acts">
                <button class="button button--primary" data-testid="cases-change-secrets" disabled=cannot aria-disabled=move || session.waiting() on:click=session.unless_busy(on_change)>
                    {say(text::cases::secrets_change())}
                </button>
                <button class="button" data-testid="cases-secrets-back" aria-disabled=move || session.waiting()
                    on:click=session.unless_busy(move |_| session.show_list())>{say(text::cases::back())}</button>
            </div>
        </div>
    }
}
