// One node of several. It lists referrals with the sign-in that all nodes share in Redis, and prints how many there are and a hash of its
// access token.
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using PartnerCenter.Referrals;

if (args is not [string endpoint, string tenantId, string clientId, string clientSecret, string refreshToken, string redis])
{
    Console.Error.WriteLine("Arguments: endpoint tenantId clientId clientSecret refreshToken redis");
    return 2;
}

using LoopbackHandler entra = new(new Uri(endpoint));
using RedisCache cache = new(new RedisCacheOptions { Configuration = redis });
await cache.GetAsync("node"); // Connects before the first call, so that a busy machine is not mistaken for a slow cache.
using ListeningHandler network = new();
using ReferralsClient client = ReferralsClient.Create(
    new ReferralsClientOptions
    {
        Endpoint = new Uri(endpoint),
        Credential = ReferralsCredential.FromRefreshToken(
            tenantId,
            clientId,
            clientSecret,
            new DistributedRefreshTokenStore(cache, "node/refresh-token"),
            refreshToken,
            new ReferralsCredentialOptions { HttpMessageHandler = entra, TokenCache = new DistributedTokenCache(cache) }),
    },
    network);

int count = 0;
await foreach (Referral referral in client.ListAsync())
{
    count++;
}

Console.WriteLine($"{count} referrals, bearer {network.BearerHash}");
return 0;

/// <summary>Keeps a hash of the token that was sent, and not the token itself.</summary>
internal sealed class ListeningHandler() : DelegatingHandler(new SocketsHttpHandler { UseProxy = false })
{
    public string? BearerHash { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BearerHash = Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(request.Headers.Authorization!.Parameter!)));
        return base.SendAsync(request, cancellationToken);
    }
}
