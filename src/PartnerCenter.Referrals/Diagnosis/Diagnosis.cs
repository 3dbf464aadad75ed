using System.Net;
using Polly;
using static PartnerCenter.Referrals.DiagnosisOutcome;

namespace PartnerCenter.Referrals;

/// <summary>Checks the steps of a call one after the other. It only reads, and it can run several times at once.</summary>
internal sealed class Diagnosis(ReferralsClientOptions options, ReferralRequests requests)
{
    // Copies, because the options may be changed after the client was created.
    private readonly Uri _endpoint = options.Endpoint;
    private readonly ReferralsCredential _credential = options.Credential!;
    private readonly TimeSpan _attemptTimeout = options.AttemptTimeout;
    private readonly TimeProvider _time = options.TimeProvider;

    private EntraApplication? Application => _credential.Application;

    public async Task<ReferralsDiagnosis> RunAsync(ReferralCallOptions? call, CancellationToken cancellationToken)
    {
        List<DiagnosisCheck> checks = [CheckSettings()];
        DiagnosisCheck authority = await CheckAuthorityAsync(cancellationToken).ConfigureAwait(false);
        checks.Add(authority);

        (DiagnosisCheck check, ReferralsAccessToken? token) = authority.Outcome == Failed
            ? (new("token", Skipped, "Not checked, because the check of the authority failed."), null)
            : await CheckTokenAsync(cancellationToken).ConfigureAwait(false);
        checks.Add(check);

        checks.AddRange(token is null
            ? ClaimChecks.Names.Select(name => new DiagnosisCheck(name, Skipped, "There is no token."))
            : ClaimChecks.Of(token, _credential, _time.GetUtcNow()));
        if (token is null)
        {
            checks.AddRange(ReadChecks.WithoutToken);
            return new ReferralsDiagnosis(checks);
        }

        (DiagnosisCheck[] reads, string? multiFactor) = await CheckReadAsync(call, cancellationToken).ConfigureAwait(false);
        return new ReferralsDiagnosis([.. checks.Select(one => MultiFactorReport.AddTo(one, multiFactor, reads[^1])), .. reads]);
    }

    // Invalid settings need no check, because a client cannot be created with them.
    private DiagnosisCheck CheckSettings()
    {
        string from = Application is { } application
            ? $"tenant {application.TenantId} at {application.Authority.Host}"
            : "a token provider";
        string finding = $"Endpoint {_endpoint}, tokens from {from}.";
        return _endpoint == ReferralsEndpoint.V1
            ? new(
                "settings", Unclear, finding,
                "It is not known whether the address of 2018 still answers: use ReferralsEndpoint.Production.")
            : new("settings", Passed, finding);
    }

    private async Task<DiagnosisCheck> CheckAuthorityAsync(CancellationToken cancellationToken)
    {
        if (Application is not { } application)
        {
            return new("authority", Skipped, "Not checked, because the tokens come from a token provider.");
        }

        string host = application.Authority.Host;
        using CancellationTokenSource timeout = new(_attemptTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using HttpClient http = application.HttpClients.GetHttpClient();
            using HttpResponseMessage response = await http.GetAsync(
                new Uri($"{application.Authority}/v2.0/.well-known/openid-configuration"), HttpCompletionOption.ResponseHeadersRead,
                either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? new("authority", Passed, $"The tenant {application.TenantId} exists at {host}.")
                : NoAuthority(application, response.StatusCode);
        }
        catch (EntraRefusalException refusal)
        {
            return NoAuthority(application, refusal.StatusCode);
        }
        catch (ReferralsAuthenticationException failure)
        {
            return new("authority", Failed, failure.Finding ?? failure.Message, failure.NextStep ?? HandlerFailure.NextStep)
            {
                IsTransient = failure.IsTransient,
            };
        }
        catch (Exception failure) when (!IsEndOfCall(failure, cancellationToken))
        {
            string why = failure switch
            {
                _ when EntraErrors.IsOfNetwork(failure) => $"{EntraErrors.NetworkErrorOf(failure)}",
                OperationCanceledException => "no response in time",
                _ => failure.GetType().Name,
            };
            return new("authority", Failed, $"{host} could not be reached: {why}.", "Check the network, the proxy and AuthorityHost.")
            {
                IsTransient = EntraErrors.IsOfNetwork(failure) || failure is OperationCanceledException,
            };
        }
    }

    private static DiagnosisCheck NoAuthority(EntraApplication application, HttpStatusCode status) => new(
        "authority",
        Failed,
        $"{application.Authority.Host} returned {(int)status} for the tenant {application.TenantId}.",
        status switch
        {
            HttpStatusCode.BadRequest or HttpStatusCode.NotFound =>
                "Check the tenant id: it must be the partner's own tenant, as a GUID or one of its domains.",
            HttpStatusCode.TooManyRequests => "The sign-in service throttles requests: try again later.",
            _ => "The sign-in service has a problem, or a proxy answers in its place: try again later, and check the proxy.",
        })
    {
        IsTransient = EntraRefusalException.IsTransientStatus((int)status),
    };

    // Only the caller ends a diagnosis. Whatever else a step throws is a finding, which names its type only: the message may hold anything.
    private static bool IsEndOfCall(Exception failure, CancellationToken cancellationToken) =>
        failure is OutOfMemoryException || (failure is OperationCanceledException && cancellationToken.IsCancellationRequested);

    private async Task<(DiagnosisCheck Check, ReferralsAccessToken? Token)> CheckTokenAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource timeout = new(TokenAcquisition.TimeLimitOf(_credential, mayPrompt: true), _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            // Not through AccessTokenProvider, which refuses a token that has expired by this machine's clock.
            ReferralsAccessToken token = await _credential.AcquireAsync(
                new ReferralsTokenRequest(AccessTokenProvider.Scope, null, mayPrompt: true), either.Token).ConfigureAwait(false);
            return (_credential.CacheFailure is { } failure
                ? new(
                    "token", Unclear, $"A token was obtained, but the token cache failed ({failure}), so tokens are not shared.",
                    "Check the cache and the connection to it.")
                : new("token", Passed, "A token was obtained."), token);
        }
        catch (ReferralsAuthenticationException refusal)
        {
            return (
                new("token", Failed, refusal.Finding ?? refusal.Message, refusal.NextStep ?? "Check the token provider.")
                {
                    IsTransient = refusal.IsTransient,
                    ErrorCodes = refusal.EntraErrorCode is { } code ? [code] : [],
                },
                null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (
                new("token", Failed, "No token was received in time.", "Check the network and the token provider.") { IsTransient = true },
                null);
        }
        catch (Exception failure) when (!IsEndOfCall(failure, cancellationToken))
        {
            return (
                new(
                    "token", Failed, $"The token request failed with {failure.GetType().Name}.",
                    "Check the credential, and the handlers and callbacks that your program gives it."),
                null);
        }
    }

    private async Task<(DiagnosisCheck[] Checks, string? MultiFactor)> CheckReadAsync(
        ReferralCallOptions? call, CancellationToken cancellationToken)
    {
        string? multiFactor = null;
        Action<ReferralResponseInfo>? onResponse = call?.OnResponse;
        Outcome<PageResult<Referral>> read = await requests.ListAsync(
            // An item that cannot be read says nothing against the endpoint.
            new PageRequest("$top=1", 1, IsContinuation: false) { SkipUnreadableItems = true, IsOfDiagnosis = true },
            (call ?? new()) with
            {
                MaxAttempts = 1,
                OnResponse = response =>
                {
                    multiFactor = response.Headers.GetValueOrDefault(MultiFactorReport.Header)?[0];
                    onResponse?.Invoke(response);
                },
            },
            cancellationToken).ConfigureAwait(false);
        if (read.Exception is { } failure && IsEndOfCall(failure, cancellationToken))
        {
            read.ThrowIfException();
        }

        return (read.Exception is null ? ReadChecks.Of(read.Result!) : ReadChecks.Of(read.Exception), multiFactor);
    }
}
