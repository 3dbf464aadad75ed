using System.Text.Json.Serialization.Metadata;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>Sends the requests for the registration of webhooks (wire contract 9.1).</summary>
internal sealed class RegistrationRequests(ReferralsTransport transport)
{
    private static readonly PlainFormat<IReadOnlyList<ReferralWebhookEventName>> Events = new(ReferralsJson.WebhookEvents);
    private static readonly PlainFormat<ReferralWebhookRegistration> Registration = new(ReferralsJson.WebhookRegistration);
    private static readonly PlainFormat<ReferralWebhookTestResult> TestResult = new(ReferralsJson.WebhookTestResult);

    private readonly IWebhookRegistrationApi _api = transport.CreateApi<IWebhookRegistrationApi>();
    private readonly string _path = transport.Address.ItemParent;

    public Task<Outcome<IReadOnlyList<ReferralWebhookEventName>>> ListEventsAsync(
        ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.ListWebhookEvents, CallKind.Read, Events, (call, token) => _api.ListEventsAsync(_path, call, token), Accept, options,
            cancellationToken);

    public Task<Outcome<ReferralWebhookRegistration>> GetAsync(ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.GetWebhookRegistration, CallKind.Read, Registration, (call, token) => _api.GetAsync(_path, call, token),
            (read, _) => Outcome.FromResult(read ?? new ReferralWebhookRegistration()), options, cancellationToken);

    /// <summary>Creates the registration, or replaces the one that there is.</summary>
    public Task<Outcome<ReferralWebhookRegistration>> WriteAsync(
        ReferralWebhookRegistration registration, bool isNew, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        JsonTypeInfo<ReferralWebhookRegistration> form = ReferralsJson.ForCreate<ReferralWebhookRegistration>();
        return transport.SendAsync(
            isNew ? Operation.CreateWebhookRegistration : Operation.ReplaceWebhookRegistration,
            CallKind.UnconditionalWrite,
            Registration,
            (call, token) => isNew
                ? _api.CreateAsync(_path, registration, form, call, token)
                : _api.ReplaceAsync(_path, registration, form, call, token),
            (read, _) => Outcome.FromResult(registration with
            {
                SubscriberId = read?.SubscriberId,
                LastModifiedTimestamp = read?.LastModifiedTimestamp,
            }),
            options,
            cancellationToken);
    }

    public Task<Outcome<ReferralWebhookTestResult>> SendTestAsync(ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.SendTestEvent, CallKind.UnconditionalWrite, TestResult, (call, token) => _api.SendTestAsync(_path, call, token),
            (result, response) => string.IsNullOrEmpty(result?.CorrelationId)
                ? Refuse<ReferralWebhookTestResult>(response, "it has no correlationId")
                : Outcome.FromResult(result),
            options, cancellationToken);

    public Task<Outcome<ReferralWebhookTestResult>> GetTestResultAsync(
        string correlationId, ReferralCallOptions? options, CancellationToken cancellationToken) =>
        transport.SendAsync(
            Operation.GetTestResult, CallKind.Read, TestResult,
            (call, token) => _api.GetTestResultAsync(_path, correlationId, call, token), Accept, options, cancellationToken);

    private static Outcome<T> Accept<T>(T? read, HttpResponseMessage response)
        where T : class => read is null ? Refuse<T>(response, "it is empty") : Outcome.FromResult(read);

    private static Outcome<T> Refuse<T>(HttpResponseMessage response, string why) =>
        Outcome.FromException<T>(ResponseReader.Unreadable(response, why));
}
