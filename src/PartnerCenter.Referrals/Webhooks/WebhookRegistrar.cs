using System.Net;
using Polly;

namespace PartnerCenter.Referrals;

/// <summary>
/// Reads the registration before it creates or replaces one, because a replacement takes the events of all parts of Partner Center from the
/// address that they are sent to (wire contract 9.1).
/// </summary>
internal sealed class WebhookRegistrar(RegistrationRequests requests)
{
    /// <summary>Returns the registration; null if there is none.</summary>
    public async Task<Outcome<ReferralWebhookRegistration?>> GetAsync(ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        Outcome<ReferralWebhookRegistration> read = await requests.GetAsync(options, cancellationToken).ConfigureAwait(false);
        return read switch
        {
            { Exception: ReferralsException { StatusCode: { } status } } when MeansNone(status) =>
                Outcome.FromResult<ReferralWebhookRegistration?>(null),
            { Exception: { } failure } => Outcome.FromException<ReferralWebhookRegistration?>(failure),
            { Result.WebhookUrl: { OriginalString.Length: > 0 } } => Outcome.FromResult<ReferralWebhookRegistration?>(read.Result),
            _ => Outcome.FromResult<ReferralWebhookRegistration?>(null),
        };
    }

    public async Task<Outcome<ReferralWebhookRegistration>> RegisterAsync(
        ReferralWebhookRegistration wanted, bool replaceOtherUrl, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        Outcome<ReferralWebhookRegistration> outcome =
            await WriteAsync(wanted, replaceOtherUrl, options, cancellationToken).ConfigureAwait(false);
        // Another program has created one since it was read.
        return outcome.Exception is ReferralsException { StatusCode: HttpStatusCode.Conflict }
            ? await WriteAsync(wanted, replaceOtherUrl, options, cancellationToken).ConfigureAwait(false)
            : outcome;
    }

    private async Task<Outcome<ReferralWebhookRegistration>> WriteAsync(
        ReferralWebhookRegistration wanted, bool replaceOtherUrl, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        Outcome<ReferralWebhookRegistration?> read = await GetAsync(options, cancellationToken).ConfigureAwait(false);
        if (read.Exception is { } failure)
        {
            return Outcome.FromException<ReferralWebhookRegistration>(failure);
        }

        if (read.Result is not { } existing)
        {
            return await SendAsync(wanted, isNew: true, options, cancellationToken).ConfigureAwait(false);
        }

        if (!IsSame(existing.WebhookUrl, wanted.WebhookUrl) && !replaceOtherUrl)
        {
            return Outcome.FromException<ReferralWebhookRegistration>(new ReferralWebhookRegistrationExistsException(existing));
        }

        ReferralWebhookRegistration merged = Merge(existing, wanted);
        return IsSame(existing, merged)
            ? Outcome.FromResult(existing)
            : await SendAsync(merged, isNew: false, options, cancellationToken).ConfigureAwait(false);
    }

    private async Task<Outcome<ReferralWebhookRegistration>> SendAsync(
        ReferralWebhookRegistration registration, bool isNew, ReferralCallOptions? options, CancellationToken cancellationToken)
    {
        Outcome<ReferralWebhookRegistration> written =
            await requests.WriteAsync(registration, isNew, options, cancellationToken).ConfigureAwait(false);
        if (written.Exception is not ReferralOutcomeUnknownException)
        {
            return written;
        }

        // Whatever this read finds or throws, an unknown outcome is known only if the registration is the one that was sent.
        Outcome<ReferralWebhookRegistration?> read = await GetAsync(options, cancellationToken).ConfigureAwait(false);
        return read.Result is { } stored && IsSame(stored, registration) ? Outcome.FromResult(stored) : written;
    }

    // Running code treats a failing read as "none" (wire contract 9.1). These statuses say nothing about a registration.
    private static bool MeansNone(HttpStatusCode status) => (int)status is >= 400 and < 500 and not (401 or 403 or 408 or 429);

    // Events that this version does not know belong to other parts of Partner Center, and members that it does not know stay as they are.
    private static ReferralWebhookRegistration Merge(ReferralWebhookRegistration existing, ReferralWebhookRegistration wanted) =>
        existing with
        {
            WebhookUrl = wanted.WebhookUrl,
            WebhookEvents = [.. wanted.WebhookEvents.Concat(existing.WebhookEvents.Where(name => !name.IsKnown)).Distinct()],
            SignatureTokenToMsSignatureHeader =
                wanted.SignatureTokenToMsSignatureHeader ?? existing.SignatureTokenToMsSignatureHeader,
        };

    // Uri calls two addresses equal that differ in the user name or the fragment.
    private static bool IsSame(Uri? stored, Uri? wanted) =>
        stored is { IsAbsoluteUri: true } && wanted is { IsAbsoluteUri: true } && stored.AbsoluteUri == wanted.AbsoluteUri;

    private static bool IsSame(ReferralWebhookRegistration stored, ReferralWebhookRegistration wanted) =>
        IsSame(stored.WebhookUrl, wanted.WebhookUrl)
        && stored.WebhookEvents.ToHashSet().SetEquals(wanted.WebhookEvents)
        && (stored.SignatureTokenToMsSignatureHeader ?? false) == (wanted.SignatureTokenToMsSignatureHeader ?? false);
}
