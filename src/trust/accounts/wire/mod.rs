//! JSON in and out.

mod accounts;
mod clients;
mod me;
mod sessions;

pub use accounts::{AccountOut, AccountPatch, InvitationIn, InvitationOut, InvitedAccountOut};
pub use clients::{
    AuthorizationServerOut, ClientOut, ClientPatch, ClientSecretOut, OauthError, OauthToken,
    OauthTokenRequest, OauthWord,
};
pub use me::{MeOut, MyAccount, MyClient};
pub use sessions::{
    BootstrapIn, InvitationAcceptanceIn, PasswordChangeIn, PasswordResetIn, PasswordResetOut,
    ReauthenticationIn, RefreshIn, SessionOut, SignInIn, SignedIn,
};
