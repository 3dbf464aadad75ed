using Microsoft.Extensions.Logging.Abstractions;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that one credential serves several scopes: the rotated refresh token belongs to the credential, an access token to its scope.
/// </summary>
public sealed class ScopeTests : IDisposable
{
    private const string Other = "https://api.fabrikam.example.com/.default";

    private readonly MockedEntra _entra = new();
    private readonly List<string> _written = [];
    private Exception? _failure;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ReferralsCredentialOptions Options => new() { HttpMessageHandler = _entra };

    public void Dispose() => _entra.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rotated_refresh_token_serves_the_other_scope_and_no_access_token_does(bool isStored)
    {
        ReferralsCredential credential = Refreshing(isStored);
        _entra.GivesUser("for-referrals", "refresh-1").GivesUser("for-other", "refresh-2", scope: Other);

        string[] tokens = [await TokenAsync(credential, Scope), await TokenAsync(credential, Other)];
        string[] again = [await TokenAsync(credential, Scope), await TokenAsync(credential, Other)];

        Assert.Equal(["for-referrals", "for-other"], tokens);
        Assert.Equal(tokens, again);
        Assert.Equal(["initial", "refresh-1"], _entra.Requests.Select(request => request.Form["refresh_token"]));
        Assert.Contains(Scope, _entra.Requests[0].Form["scope"], StringComparison.Ordinal);
        Assert.Contains(Other, _entra.Requests[1].Form["scope"], StringComparison.Ordinal);
        Assert.Equal(isStored ? ["refresh-1", "refresh-2"] : [], _written);
    }

    [Fact]
    public async Task A_token_that_waits_for_its_store_is_not_given_to_another_scope()
    {
        ReferralsCredential credential = Refreshing(isStored: true);
        _entra.GivesUser("for-referrals", "refresh-1").GivesUser("for-other", "refresh-2", scope: Other);
        _failure = new InvalidTimeZoneException("full");
        await Assert.ThrowsAsync<ReferralsAuthenticationException>(() => TokenAsync(credential, Scope));
        _failure = null;

        Assert.Equal("for-other", await TokenAsync(credential, Other));

        Assert.Equal(["refresh-1", "refresh-2"], _written);
        Assert.Equal("refresh-1", _entra.Last["refresh_token"]);
    }

    [Fact]
    public async Task Two_scopes_that_are_asked_for_at_once_prompt_the_user_once()
    {
        int prompts = 0;
        TaskCompletionSource prompted = new(), signedIn = new();
        ReferralsCredential credential = ReferralsCredential.FromDeviceCode(
            Tenant, $"{Guid.NewGuid()}",
            async (_, _) =>
            {
                prompts++;
                prompted.TrySetResult();
                await signedIn.Task;
            },
            Options);
        _entra.GivesDeviceCode().GivesUser("for-referrals", "refresh-1").GivesUser("for-other", "refresh-2", scope: Other);

        Task<string> first = TokenAsync(credential, Scope);
        await prompted.Task;
        Task<string> second = TokenAsync(credential, Other);
        signedIn.SetResult();

        Assert.Equal(["for-referrals", "for-other"], await Task.WhenAll(first, second));
        Assert.Equal(1, prompts);
        Assert.Equal("refresh-1", _entra.Last["refresh_token"]);
    }

    [Fact]
    public async Task Each_scope_of_a_credential_has_a_provider_that_its_clients_share()
    {
        ReferralsCredential credential = ReferralsCredential.FromTokenProvider(
            (request, _) => new(new ReferralsAccessToken($"for-{new Uri(request.Scope).Host}", DateTimeOffset.MaxValue)));
        AccessTokenProviderPool pool = credential.TokenProviders;
        AccessTokenProvider referrals = pool.Acquire(TimeProvider.System, NullLogger.Instance);
        AccessTokenProvider other = pool.Acquire(TimeProvider.System, NullLogger.Instance, Other);

        Assert.Same(referrals, pool.Acquire(TimeProvider.System, NullLogger.Instance));
        Assert.NotSame(referrals, other);
        Assert.Equal("for-api.partner.microsoft.com", (await referrals.GetAsync(Cancellation)).Parameter);
        Assert.Equal("for-api.fabrikam.example.com", (await other.GetAsync(Cancellation)).Parameter);
        pool.Release(TimeProvider.System, Other);
        pool.Release(TimeProvider.System);
        Assert.Equal("for-api.partner.microsoft.com", (await referrals.GetAsync(Cancellation)).Parameter); // One client is left.
        pool.Release(TimeProvider.System);
    }

    private static async Task<string> TokenAsync(ReferralsCredential credential, string scope) =>
        (await credential.AcquireAsync(new ReferralsTokenRequest(scope, mayPrompt: true), Cancellation)).Token;

    private ReferralsCredential Refreshing(bool isStored)
    {
        string client = $"{Guid.NewGuid()}";
        return isStored
            ? ReferralsCredential.FromRefreshToken(
                Tenant, client, "secret",
                new CallbackRefreshTokenStore(
                    _ => new(_written.LastOrDefault()),
                    (token, _) =>
                    {
                        if (_failure is not null)
                        {
                            throw _failure;
                        }

                        _written.Add(token);
                        return default;
                    }),
                "initial", Options)
            : ReferralsCredential.FromRefreshToken(Tenant, client, "secret", "initial", Options);
    }
}
