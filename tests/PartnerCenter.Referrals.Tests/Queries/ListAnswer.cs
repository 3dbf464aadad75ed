using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Represents the answer to a request for a list.</summary>
/// <param name="Records">The records of the page.</param>
/// <param name="Link">The query of the next link; null on the last page.</param>
/// <param name="Date">The service's time; null for an answer that does not say.</param>
internal sealed record ListAnswer(IReadOnlyList<ListRecord> Records, string? Link = null, DateTimeOffset? Date = null)
{
    public HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    public static ListAnswer Of(string? link, params ListRecord[] records) => new(records, link);

    public string Body(string collection)
    {
        StringBuilder body = new("{\"value\":[");
        body.AppendJoin(',', Records.Select(record => record.Json)).Append(']');
        if (Link is not null)
        {
            body.Append(",\"@odata.nextLink\":\"").Append(collection).Append(Link).Append('"');
        }

        return body.Append('}').ToString();
    }
}
