using System.Net;
using System.Text;
using RichardSzalay.MockHttp;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Plays the service from a script, one response for each request in order. An unexpected request fails the test.</summary>
internal sealed class MockedService : IDisposable
{
    private readonly MockHttpMessageHandler _mock = new();
    private readonly List<SentRequest> _sent = [];
    private readonly List<ReferralsClient> _clients = [];

    public MockedService()
    {
        _mock.Fallback.Respond(Unexpected);
        Handler = new OneRequestAtATimeHandler(_mock);
    }

    public SignalledTime Time { get; } = new();

    public HttpMessageHandler Handler { get; }

    /// <summary>Gets the requests in order of arrival.</summary>
    public IReadOnlyList<SentRequest> Sent => _sent;

    public SentRequest Only => Assert.Single(_sent);

    public MockedService RespondsWith(HttpStatusCode status, string? body = null, params (string Name, string Value)[] headers) =>
        RespondsWith(() => Response(status, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), headers));

    public MockedService RespondsWith(Func<HttpResponseMessage> response)
    {
        _mock.Expect("*").With(Record).Respond(_ => response());
        return this;
    }

    public MockedService Throws(Exception failure)
    {
        _mock.Expect("*").With(Record).Throw(failure);
        return this;
    }

    /// <summary>Drops the responses that are left.</summary>
    public void Forget() => _mock.ResetExpectations();

    /// <summary>Creates a client over this script that by default retries without waiting.</summary>
    public ReferralsClient Client(Action<ReferralsClientOptions>? configure = null)
    {
        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("token-1", Time.GetUtcNow().AddHours(1)))),
            RetryDelay = TimeSpan.Zero,
            TimeProvider = Time,
        };
        configure?.Invoke(options);
        ReferralsClient client = ReferralsClient.Create(options, Handler);
        _clients.Add(client);
        return client;
    }

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Handler.Dispose();
    }

    public static HttpResponseMessage Response(HttpStatusCode status, HttpContent? content, params (string Name, string Value)[] headers)
    {
        HttpResponseMessage response = new(status) { Content = content ?? new ByteArrayContent([]) };
        foreach ((string name, string value) in headers)
        {
            Assert.True(response.Headers.TryAddWithoutValidation(name, value));
        }

        return response;
    }

    // The request is recorded even so: an exception of a write means an unknown outcome, and tests that count requests must see
    // it.
    private HttpResponseMessage Unexpected(HttpRequestMessage request)
    {
        Record(request);
        throw new InvalidOperationException("A request that the test does not expect.");
    }

    private bool Record(HttpRequestMessage request)
    {
        lock (_sent)
        {
            _sent.Add(SentRequest.Of(request));
        }

        return true;
    }
}
