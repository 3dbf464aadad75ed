using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Plays a service in memory whose referrals changed one second after the other, except for many in the middle that changed at one moment.
/// It serves the listings that the change feed requests, in pages of a hundred whose next links count positions (wire contract 2.1, 2.2),
/// and refuses every other option.
/// </summary>
internal sealed class ChangesService : HttpMessageHandler
{
    private const int PageSize = 100;

    private static readonly DateTimeOffset FirstChange = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly DateTimeOffset[] _times;

    /// <param name="count">The number of referrals.</param>
    /// <param name="atOneMoment">The number of those that changed at one moment.</param>
    public ChangesService(int count, int atOneMoment)
    {
        int middle = (count - atOneMoment) / 2;
        _times = [.. Enumerable.Range(0, count).Select(
            change => FirstChange.AddSeconds(change < middle ? change : Math.Max(middle, change - atOneMoment + 1)))];
    }

    /// <summary>Gets the number of requests so far.</summary>
    public int Requests { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        (int from, int count) = Requested(QueryHelpers.ParseQuery(request.RequestUri!.Query));
        HttpResponseMessage response = new(HttpStatusCode.OK)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Page(from, count))) { Headers = { ContentType = Json } },
        };
        response.Headers.Date = _times[^1].AddDays(1);
        return Task.FromResult(response);
    }

    // Every order but the newest first is that of the changes, so a position is the number of the changes before it.
    private (int From, int Count) Requested(Dictionary<string, StringValues> query) => query switch
    {
        { Count: 0 } => (0, PageSize),
        { Count: 1 } when query.TryGetValue("$skiptoken", out StringValues position) =>
            (int.Parse(position.ToString(), CultureInfo.InvariantCulture), PageSize),
        { Count: 1 } when query.TryGetValue("$orderby", out StringValues order) && order == "updatedDateTime asc" => (0, PageSize),
        { Count: 2 } when query.TryGetValue("$orderby", out StringValues order) && order == "updatedDateTime asc"
            && query.TryGetValue("$filter", out StringValues filter) => (PositionOf(filter.ToString()), PageSize),
        { Count: 2 } when query.TryGetValue("$orderby", out StringValues order) && order == "updatedDateTime desc"
            && query.TryGetValue("$top", out StringValues top) && top == "1" => (_times.Length - 1, 1),
        _ => throw Unexpected(string.Join('&', query.Select(option => $"{option.Key}={option.Value}"))),
    };

    private int PositionOf(string filter)
    {
        if (filter.Split(' ') is not ["updatedDateTime", ("ge" or "gt") and string word, string literal])
        {
            throw Unexpected(filter);
        }

        DateTimeOffset time = DateTimeOffset.Parse(literal, CultureInfo.InvariantCulture);
        int position = Array.FindIndex(_times, change => change > time || (word == "ge" && change == time));
        return position < 0 ? _times.Length : position;
    }

    private string Page(int from, int count)
    {
        int end = Math.Min(from + count, _times.Length);
        IEnumerable<string> items = Enumerable.Range(from, end - from).Select(change => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{change:x8}}-0000-4000-8000-000000000001","eTag":"\"{{change}}\"","updatedDateTime":"{{_times[change]:s}}Z"}"""));
        string next = end < _times.Length ? $",\"@odata.nextLink\":\"{CannedService.Collection}?$skiptoken={end}\"" : "";
        return $"{{\"value\":[{string.Join(',', items)}]{next}}}";
    }

    private static NotSupportedException Unexpected(string query) => new($"The service of the benchmark does not support {query}.");
}
