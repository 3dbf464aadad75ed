using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Answers each request for a list by a function of its query, and fails a client that never stops to ask.</summary>
internal sealed class ListService : HttpMessageHandler
{
    public const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private readonly Func<string, ListAnswer> _answer;
    private readonly int _maxRequests;
    private readonly List<string> _queries = [];

    /// <param name="answer">Returns the answer to a query, which is decoded and begins with a question mark if it is not empty.</param>
    /// <param name="maxRequests">The number of requests after which the service gives up.</param>
    public ListService(Func<string, ListAnswer> answer, int maxRequests = 1_000)
    {
        _answer = answer;
        _maxRequests = maxRequests;
        FakeTimeProvider time = new();
        Client = ReferralsClient.Create(
            new ReferralsClientOptions
            {
                Credential = ReferralsCredential.FromTokenProvider((_, _) => new(new ReferralsAccessToken("t", DateTimeOffset.MaxValue))),
                MaxAttempts = 1,
                TimeProvider = time,
            },
            this);
    }

    public ReferralsClient Client { get; }

    /// <summary>Gets the decoded queries of the requests, in order.</summary>
    public IReadOnlyList<string> Queries => _queries;

    public static DateTimeOffset At(double second) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);

    /// <summary>Reads the changes into a list, also those before a failure.</summary>
    public async Task<ReferralsException?> ReadAsync(ChangeCheckpoint from, List<ReferralChanges> into)
    {
        try
        {
            CancellationToken cancellation = TestContext.Current.CancellationToken;
            await foreach (ReferralChanges changes in Client.ListChangesAsync(from, cancellationToken: cancellation))
            {
                into.Add(changes);
            }

            return null;
        }
        catch (ReferralsException failure)
        {
            return failure;
        }
        finally
        {
            RequireEnd();
        }
    }

    /// <summary>Fails if the client asked as often as the service allows.</summary>
    private void RequireEnd() => Assert.True(_queries.Count < _maxRequests, $"The client sent {_queries.Count} requests without an end.");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = Uri.UnescapeDataString(request.RequestUri!.Query);
        _queries.Add(query);
        ListAnswer answer = _queries.Count < _maxRequests ? _answer(query) : new ListAnswer([]) { Status = HttpStatusCode.Gone };
        HttpResponseMessage response = new(answer.Status) { Content = new StringContent(answer.Body(Collection)) };
        response.Headers.Date = answer.Date;
        return Task.FromResult(response);
    }

    protected override void Dispose(bool disposing)
    {
        Client.Dispose();
        base.Dispose(disposing);
    }
}
