using Microsoft.Extensions.Logging;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// A service that answers every request alike, with whatever it is given; and a client of it, whose log lines and requests are watched.
/// </summary>
internal sealed class HostileService : HttpMessageHandler, ILoggerFactory, ILogger
{
    private const int MaxRequests = 40;

    private readonly Func<int, HttpResponseMessage> _answer;
    private readonly List<string>? _asked;
    private readonly ReferralsClient _client;

    /// <param name="answer">The answer to the request of this number, from 1 on.</param>
    /// <param name="configure">What is different for the client.</param>
    /// <param name="asked">Takes the addresses that were asked for.</param>
    public HostileService(
        Func<int, HttpResponseMessage> answer, Action<ReferralsClientOptions>? configure = null, List<string>? asked = null)
    {
        _asked = asked;
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

    /// <summary>The promise: a value, or an exception of ours that repeats nothing of what came.</summary>
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

    /// <summary>A text for a log: short, of one line, and without what was planted or is anybody's.</summary>
    public static void RequireSilent(string text)
    {
        // With what no id and no code holds: one that was cut into a word by chance cannot be told from an id.
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
        // Where the token goes is never the service's to say.
        Assert.Equal("https://api.partner.microsoft.com", request.RequestUri!.GetLeftPart(UriPartial.Authority));
        Assert.StartsWith("/v1.0/engagements/referrals", request.RequestUri.AbsolutePath, StringComparison.Ordinal);
        _asked?.Add(request.RequestUri.OriginalString);
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
