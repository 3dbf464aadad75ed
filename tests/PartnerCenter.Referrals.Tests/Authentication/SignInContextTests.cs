using System.Collections.Concurrent;
using System.Net;
using static PartnerCenter.Referrals.Tests.MockedEntra;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests that no sign-in returns to the caller's synchronization context, whether it waits for Entra, a store, a cache or the program's own
/// code.
/// </summary>
public sealed class SignInContextTests : IDisposable
{
    private readonly MockedEntra _entra = new();
    private readonly WatchedCaller _caller = new();
    private readonly SlowWay _way;
    private readonly string _client = $"{Guid.NewGuid()}";

    public SignInContextTests() => _way = new SlowWay(_caller, _entra);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _way.Dispose();

    [Fact]
    public Task Not_that_of_an_application() => NeverReturnsAsync(
        ReferralsCredential.FromAssertion(Tenant, _client, SlowTextAsync, Options()), _entra.GivesApp("first").GivesApp("second"));

    [Fact]
    public Task Not_that_on_behalf_of_a_user() => NeverReturnsAsync(
        ReferralsCredential.FromUserAssertion(
            Tenant, _client, "s", SlowTextAsync, new ReferralsCredentialOptions { HttpMessageHandler = _way }),
        _entra.GivesUser("first").GivesUser("second"));

    [Fact]
    public Task Not_that_of_a_user_at_a_device() =>
        NeverReturnsAsync(Device(), _entra.GivesDeviceCode().GivesUser("first").GivesUser("second"));

    [Fact]
    public Task Not_that_of_a_user_who_has_to_sign_in_again() =>
        NeverReturnsAsync(Device(), _entra.GivesDeviceCode().GivesUser("first").Refuses().GivesDeviceCode().GivesUser("second"));

    [Fact]
    public Task Not_that_by_a_stored_refresh_token()
    {
        string stored = "initial";
        return NeverReturnsAsync(
            ReferralsCredential.FromRefreshToken(
                Tenant,
                _client,
                "s",
                new CallbackRefreshTokenStore(
                    async _ =>
                    {
                        await _caller.AWhile().ConfigureAwait(false);
                        return stored;
                    },
                    async (token, _) =>
                    {
                        await _caller.AWhile().ConfigureAwait(false);
                        stored = token;
                    }),
                "another",
                Options()),
            _entra.GivesUser("first", "rotated").Refuses().GivesUser("second", "rotated-again"));
    }

    [Fact]
    public async Task Not_that_of_a_call_which_waits_for_it()
    {
        using SlowService service = new(_caller) { Credential = Device() };
        service.Script([(HttpStatusCode.OK, ReferralJson.Full)]);
        _entra.GivesDeviceCode().GivesUser("first", lifetime: 2_000_000_000);

        await _caller.NeverReturnsAsync(() => service.Client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));

        Assert.Equal(0, service.AnswersLeft);
    }

    [Fact]
    public async Task Not_the_file_of_a_refresh_token()
    {
        string folder = Directory.CreateTempSubdirectory("referrals-").FullName;
        FileRefreshTokenStore store = new(Path.Combine(folder, "refresh-token"));
        await _caller.NeverReturnsAsync(async () =>
        {
            await store.WriteAsync("token", Cancellation).ConfigureAwait(false);
            Assert.Equal("token", await store.ReadAsync(Cancellation).ConfigureAwait(false));
        });
        Directory.Delete(folder, recursive: true);
    }

    // The first token comes from Entra, the second from the cache, the third from Entra again.
    private async Task NeverReturnsAsync(ReferralsCredential credential, MockedEntra entra)
    {
        string? last = null;

        await _caller.NeverReturnsAsync(async () =>
        {
            ReferralsAccessToken first = await AcquireAsync(credential).ConfigureAwait(false);
            await AcquireAsync(credential).ConfigureAwait(false);
            last = (await AcquireAsync(credential, newerThan: first.ExpiresOn).ConfigureAwait(false)).Token;
        });

        Assert.Equal("second", last);
        Assert.NotEmpty(entra.Requests);
    }

    private ReferralsCredential Device() => ReferralsCredential.FromDeviceCode(Tenant, _client, (_, _) => _caller.AWhile(), Options());

    private ReferralsCredentialOptions Options() =>
        new() { HttpMessageHandler = _way, TokenCache = new SlowCache(_caller), Time = new SignalledTime() };

    private async ValueTask<string> SlowTextAsync(CancellationToken cancellationToken)
    {
        await _caller.AWhile().ConfigureAwait(false);
        return "assertion";
    }

    private sealed class SlowWay(WatchedCaller caller, HttpMessageHandler entra) : DelegatingHandler(entra)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await caller.AWhile().ConfigureAwait(false);
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
    }

    private sealed class SlowCache(WatchedCaller caller) : IReferralsTokenCache
    {
        private readonly ConcurrentDictionary<string, byte[]> _entries = [];

        public async ValueTask<byte[]?> ReadAsync(string key, CancellationToken cancellationToken)
        {
            await caller.AWhile().ConfigureAwait(false);
            return _entries.GetValueOrDefault(key);
        }

        public async ValueTask WriteAsync(string key, byte[] value, CancellationToken cancellationToken)
        {
            await caller.AWhile().ConfigureAwait(false);
            _entries[key] = value;
        }
    }
}
