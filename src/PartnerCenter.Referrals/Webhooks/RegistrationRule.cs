using System.Diagnostics.CodeAnalysis;

namespace PartnerCenter.Referrals;

/// <summary>Checks what a caller wants to register. No message quotes the address, because it may have a secret in its query.</summary>
internal static class RegistrationRule
{
    /// <summary>Returns a registration that can be sent.</summary>
    /// <exception cref="ArgumentException">It cannot be sent; the message says why.</exception>
    public static ReferralWebhookRegistration Require([NotNull] ReferralWebhookRegistration? registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        return Violation(registration) is { } rule ? throw new ArgumentException(rule, nameof(registration)) : registration;
    }

    private static string? Violation(ReferralWebhookRegistration registration) => registration switch
    {
        { WebhookUrl: null or { IsAbsoluteUri: false } } =>
            "WebhookUrl must be the full address of your receiver, such as https://contoso.com/webhooks/referrals.",
        { WebhookUrl: { UserInfo.Length: > 0 } or { Fragment.Length: > 0 } } => "WebhookUrl must have no user name and no fragment.",
        { WebhookUrl: { Scheme: "http" } url } when !AddressRule.IsLoopback(url) =>
            "WebhookUrl must be https; plain http is allowed for a loopback address only, which an emulator can reach.",
        { WebhookUrl.Scheme: not ("http" or "https") } => "WebhookUrl must be https.",
        { WebhookEvents.Count: 0 } => "WebhookEvents must have at least one event, such as ReferralWebhookEventName.ReferralCreated.",
        _ when registration.WebhookEvents.Any(name => string.IsNullOrWhiteSpace(name.Value)) =>
            "WebhookEvents must not have an empty name.",
        _ => null,
    };
}
