using System.Text.Json.Serialization.Metadata;
using Refit;

namespace PartnerCenter.Referrals;

/// <summary>
/// Describes the registration of webhooks for Refit (wire contract 9.1), as <see cref="IReferralsApi"/> describes the referrals. It is on
/// another host. <c>registration</c> is the path of the registration.
/// </summary>
internal interface IWebhookRegistrationApi
{
    /// <summary>Lists the names of the events that the caller may register for.</summary>
    [Get("/{**registration}/events")]
    Task<HttpResponseMessage> ListEventsAsync(
        string registration, [Property(ReferralCall.PropertyName)] ReferralCall call, CancellationToken cancellationToken);

    /// <summary>Reads the registration, without its SubscriberId.</summary>
    [Get("/{**registration}")]
    Task<HttpResponseMessage> GetAsync(
        string registration, [Property(ReferralCall.PropertyName)] ReferralCall call, CancellationToken cancellationToken);

    /// <summary>Creates the registration. The service answers 409 if there is one.</summary>
    [Post("/{**registration}")]
    Task<HttpResponseMessage> CreateAsync(
        string registration,
        [Body] ReferralWebhookRegistration body,
        JsonTypeInfo<ReferralWebhookRegistration> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Replaces the registration.</summary>
    [Put("/{**registration}")]
    Task<HttpResponseMessage> ReplaceAsync(
        string registration,
        [Body] ReferralWebhookRegistration body,
        JsonTypeInfo<ReferralWebhookRegistration> form,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);

    /// <summary>Has the service send a test event, at most two a minute.</summary>
    [Post("/{**registration}/validationEvents")]
    Task<HttpResponseMessage> SendTestAsync(
        string registration, [Property(ReferralCall.PropertyName)] ReferralCall call, CancellationToken cancellationToken);

    /// <summary>Reads what became of a test event.</summary>
    [Get("/{**registration}/validationEvents/{correlationId}")]
    Task<HttpResponseMessage> GetTestResultAsync(
        string registration,
        string correlationId,
        [Property(ReferralCall.PropertyName)] ReferralCall call,
        CancellationToken cancellationToken);
}
