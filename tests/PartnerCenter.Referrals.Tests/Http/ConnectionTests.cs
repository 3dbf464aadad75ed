using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests the client's own connections, and who disposes a handler that the client receives.</summary>
public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Connections_follow_changes_of_names_and_neither_redirects_nor_cookies_lead_a_token_away()
    {
        using SocketsHttpHandler handler = ReferralsTransport.NewSocketsHandler();

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(10)), (handler.PooledConnectionLifetime, handler.ConnectTimeout));
        Assert.Equal(
            (DecompressionMethods.All, false, false), (handler.AutomaticDecompression, handler.AllowAutoRedirect, handler.UseCookies));
    }

    [Fact]
    public void Times_that_an_application_has_set_on_its_handler_stay()
    {
        using SocketsHttpHandler handler = new()
        {
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            ConnectTimeout = TimeSpan.FromSeconds(2),
        };

        ReferralsTransport.Configure(handler, proxy: null);

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(2)), (handler.PooledConnectionLifetime, handler.ConnectTimeout));
    }

    [Fact]
    public async Task A_client_that_is_disposed_leaves_a_handler_of_its_makers_alone_and_ends_its_calls()
    {
        using Watched handler = new();
        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue)))
        };
        ReferralsClient client = ReferralsClient.Create(options, handler);
        using ReferralsClient other = ReferralsClient.Create(options, handler); // The other client keeps the shared token.

        client.Dispose();
        client.Dispose();

        Assert.False(handler.IsDisposed);
        await Assert.ThrowsAnyAsync<ObjectDisposedException>(() => client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
    }

    [Theory]
    [InlineData("https://contoso.example.com", "full address")]
    [InlineData("https://contoso.example.com/", "full address")]
    [InlineData("/referrals", "full address")]
    [InlineData("https://contoso.example.com/r", null)]
    [InlineData("http://[::1]:8080/r", null)]
    [InlineData("http://localhost/r", null)]
    [InlineData("http://127.1.2.3/r", null)]
    [InlineData("http://127.1/r", null)] // Another way to write 127.0.0.1.
    [InlineData("http://0x7f000001/r", null)]
    [InlineData("http://LOCALHOST/r", null)]
    [InlineData("http://10.0.0.1/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://loopback/r", "plain http is allowed for a loopback address only")] // Uri makes it localhost.
    [InlineData("http://localhost./r", "plain http is allowed for a loopback address only")]
    [InlineData("http://a.localhost/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://0.0.0.0/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://[::]/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://[::ffff:127.0.0.1]/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://[::ffff:10.0.0.1]/r", "plain http is allowed for a loopback address only")]
    [InlineData("http://128.0.0.1/r", "plain http is allowed for a loopback address only")]
    [InlineData("file:///r", "Endpoint must be")]
    [InlineData("https://contoso.example.com/r?a", "no query, fragment or user name")]
    [InlineData("https://contoso.example.com/r#a", "no query, fragment or user name")]
    [InlineData("https://a@contoso.example.com/r", "no query, fragment or user name")]
    [InlineData("http://a@loopback/r", "no query, fragment or user name")]
    public void An_endpoint_is_judged_by_what_a_token_may_be_sent_to(string endpoint, string? rule)
    {
        string? broken = CollectionEndpoint.Validate(new Uri(endpoint, UriKind.RelativeOrAbsolute));

        Assert.Equal(rule is null, broken is null);
        Assert.Contains(rule ?? "", broken ?? "", StringComparison.Ordinal);
        Assert.NotNull(CollectionEndpoint.Validate(null));
    }

    [Theory]
    [InlineData("/referrals")]
    [InlineData("/referrals/")]
    public async Task The_client_names_itself_alone_where_the_application_has_no_name(string path)
    {
        using MockedService service = new();
        service.RespondsWith(HttpStatusCode.OK, ReferralJson.Full);

        await service.Client(
            options => options.Endpoint = new Uri("https://contoso.example.com" + path)).GetAsync(
                ReferralJson.Id, cancellationToken: Cancellation);

        Assert.Equal($"https://contoso.example.com/referrals/{ReferralJson.Id}", service.Only.Url);
        Assert.Matches(@"^PartnerCenter\.Referrals/\d+\.\d+\.\d+[^+]*$", service.Only.Headers["User-Agent"]);
    }

    private sealed class Watched : HttpMessageHandler
    {
        public bool IsDisposed { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
