using System.Net.Http.Headers;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a token provider makes of the result of a renewal, and when its token ends.</summary>
public sealed class RenewalResultTests
{
    private static readonly AuthenticationHeaderValue Other = new("Bearer", "other");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30); // Ends a test that hangs.

    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_token_that_comes_again_is_not_sent_again()
    {
        using AccessTokenProvider provider = Provider((_, _) => new(Token("same")));
        AuthenticationHeaderValue refused = await provider.GetAsync(Cancellation);

        Assert.Null(await provider.ReplaceAsync(refused, Cancellation, Cancellation));
    }

    [Fact]
    public async Task After_a_failed_renewal_none_starts_in_the_background_for_half_a_minute()
    {
        Channel<string?> claims = Channel.CreateUnbounded<string?>();
        Func<ReferralsAccessToken> answer = () => Token("first");
        using AccessTokenProvider provider = Provider((request, _) =>
        {
            claims.Writer.TryWrite(request.Claims);
            return new(answer());
        });
        AuthenticationHeaderValue first = await provider.GetAsync(Cancellation);
        answer = () => throw new InvalidTimeZoneException();
        _time.Advance(TimeSpan.FromMinutes(58));
        Assert.Same(first, provider.GetCached());
        // When this renewal has failed, the one in the background has failed too.
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => provider.HandleChallengeAsync(Other, "{}", Cancellation));
        Assert.Equal([null, null, "{}"], await TakeAsync(claims, 3));
        answer = () => Token("second");

        _time.Advance(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        Assert.Same(first, provider.GetCached());
        await provider.HandleChallengeAsync(Other, """{"next":1}""", Cancellation); // Would join a renewal in the background.

        Assert.Equal(["""{"next":1}"""], await TakeAsync(claims, 1));
    }

    [Fact]
    public async Task A_token_provider_ends_with_the_last_client_that_shares_it()
    {
        AccessTokenProviderPool pool = new(ReferralsCredential.FromTokenProvider((_, _) => new(Token("token"))));
        AccessTokenProvider provider = pool.Acquire(_time, NullLogger.Instance);
        Assert.Same(provider, pool.Acquire(_time, NullLogger.Instance));
        AuthenticationHeaderValue token = await provider.GetAsync(Cancellation);

        pool.Release(_time);
        Assert.Same(token, provider.GetCached());
        pool.Release(_time);

        Assert.Null(provider.GetCached());
    }

    private static async Task<IReadOnlyList<string?>> TakeAsync(Channel<string?> claims, int count)
    {
        List<string?> taken = [];
        while (taken.Count < count)
        {
            taken.Add(await claims.Reader.ReadAsync(Cancellation).AsTask().WaitAsync(Patience, Cancellation));
        }

        return taken;
    }

    private AccessTokenProvider Provider(Func<ReferralsTokenRequest, CancellationToken, ValueTask<ReferralsAccessToken>> provider) =>
        new(ReferralsCredential.FromTokenProvider(provider), _time, NullLogger.Instance, () => 0);

    private ReferralsAccessToken Token(string text) => new(text, _time.GetUtcNow().AddHours(1));
}
