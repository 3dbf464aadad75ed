using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// A service that answers every request with the given response, and a client of it whose log lines and requests are checked.
/// </summary>
internal sealed class HostileService : HttpMessageHandler, ILoggerFactory, ILogger
{
    private const int MaxRequests = 40;

    private readonly Func<int, HttpResponseMessage> _answer;
    private readonly List<string>? _urls;
    private readonly ReferralsClient _client;

    /// <param name="answer">Returns the response to the request of the given number, starting at 1.</param>
    /// <param name="configure">Changes the client's options.</param>
    /// <param name="urls">Receives the addresses of the requests.</param>
    public HostileService(
        Func<int, HttpResponseMessage> answer, Action<ReferralsClientOptions>? configure = null, List<string>? urls = null)
    {
        _urls = urls;
        _answer = answer;
        ReferralsClientOptions options = new()
        {
            Credential = ReferralsCredential.FromTokenProvider(
                (_, _) => new(new ReferralsAccessToken("token-1", Time.GetUtcNow().AddHours(1)))),
            RetryDelay = TimeSpan.Zero,
            MaxAttempts = 2,
            MaxConflictRetries = 1,
            TimeProvider = Time,
            LoggerFactory = this,
        };
        configure?.Invoke(options);
        _client = ReferralsClient.Create(options, this);
    }

    public ReferralsClient Client => _client;

    public SignalledTime Time { get; } = new();

    public int Requests { get; private set; }

    /// <summary>Checks that a call returns a value, or throws an exception of ours that repeats nothing of the response.</summary>
    public static async Task KeepsPromiseAsync(Func<Task> call)
    {
        try
        {
            await call();
        }
        catch (ReferralsException failure)
        {
            RequireSilent(failure);
        }
    }

    public static void RequireSilent(Exception failure)
    {
        for (Exception? one = failure; one is not null; one = one.InnerException)
        {
            RequireSilent(one.Message);
        }

        if (failure is ReferralsException ours)
        {
            Assert.All([.. ours.ErrorCodes, ours.ErrorTarget ?? "", ours.RequestId ?? ""], RequireSilent);
        }
    }

    /// <summary>Checks a text for a log: it is short, has one line, and holds no planted or personal data.</summary>
    public static void RequireSilent(string text)
    {
        // The marks hold characters that no id and no code holds, because a mark cut into a plain word would look like an id.
        Assert.DoesNotContain("@planted", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@fabrikam", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Fabrikam &", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Fabrikam data", text, StringComparison.Ordinal);
        Assert.DoesNotContain("its warehouse", text, StringComparison.Ordinal);
        Assert.DoesNotContain("token-1", text, StringComparison.Ordinal);
        Assert.InRange(text.Length, 0, 3_000);
        Assert.False(text.Any(char.IsControl), "A control character.");
    }

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        RequireSilent(formatter(state, exception));
        if (exception is not null)
        {
            RequireSilent(exception);
        }
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        Assert.True(Requests <= MaxRequests, "The client does not come to an end.");
        // The service never decides where the token is sent.
        Assert.Equal("https://api.partner.microsoft.com", request.RequestUri!.GetLeftPart(UriPartial.Authority));
        Assert.StartsWith("/v1.0/engagements/referrals", request.RequestUri.AbsolutePath, StringComparison.Ordinal);
        Assert.Matches("^Bearer [!-~]+\\z", request.Headers.NonValidated["Authorization"].ToString());
        _urls?.Add(request.RequestUri.OriginalString);
        HttpResponseMessage answer = _answer(Requests);
        answer.RequestMessage = request;
        return Task.FromResult(answer);
    }

    protected override void Dispose(bool disposing)
    {
        _client.Dispose();
        base.Dispose(disposing);
    }
}
