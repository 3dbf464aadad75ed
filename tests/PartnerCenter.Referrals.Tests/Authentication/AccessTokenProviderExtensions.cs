using System.Net.Http.Headers;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Calls a token provider as a call with a single attempt does.</summary>
internal static class AccessTokenProviderExtensions
{
    public static ValueTask<AuthenticationHeaderValue> GetAsync(
        this AccessTokenProvider provider, CancellationToken cancellationToken, CancellationToken? caller = null) =>
        provider.GetCached() is { } token ? new(token) : new(provider.AcquireAsync(cancellationToken, caller ?? cancellationToken));

    public static Task<AuthenticationHeaderValue?> HandleChallengeAsync(
        this AccessTokenProvider provider, AuthenticationHeaderValue refused, string claims, CancellationToken cancellationToken) =>
        provider.HandleChallengeAsync(refused, claims, cancellationToken, cancellationToken);
}
