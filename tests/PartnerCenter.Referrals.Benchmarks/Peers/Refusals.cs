using Microsoft.Kiota.Abstractions;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>Calls a service that refuses each request, and returns what the peers throw.</summary>
internal static class Refusals
{
    /// <exception cref="InvalidOperationException">The peer does not throw.</exception>
    public static async Task<Exception> GetAsync(IPeer peer)
    {
        try
        {
            await peer.GetAsync();
        }
        catch (Exception refusal) when (refusal is HttpRequestException or ReferralsException or ApiException)
        {
            return refusal;
        }

        throw new InvalidOperationException($"{peer.Name} did not throw for a refused request.");
    }

    /// <summary>Returns the service's code that a refusal carries.</summary>
    public static string? CodeOf(Exception refusal) => refusal switch
    {
        KiotaRefusal { Error: { } error } => error.Code,
        ReferralsException { ErrorCodes: [string code, ..] } => code,
        _ => refusal.Message,
    };
}
