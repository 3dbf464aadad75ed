namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes what a program requested when it sent its user to sign in.</summary>
internal sealed record AuthorizationRequest(string RedirectUri, string Scopes, string Challenge, string Nonce);
