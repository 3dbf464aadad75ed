using System.Globalization;
using System.Net;
using System.Text;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Plays a service in memory with many pages of a hundred referrals, whose ids differ. It keeps no page: each response is generated while
/// it is read.
/// </summary>
internal sealed class StreamedService(int pages) : HttpMessageHandler
{
    private const int PageSize = 100;
    private const string Start = """{"@odata.context":"http://api.partner.microsoft.com/v1.0/$metadata#Referrals","value":[""";

    private const int DigitsOfNumber = 12; // the last group of an id

    private static readonly byte[] Referral = Encoding.UTF8.GetBytes(ReferralJson.FullWith(referral => referral.Remove("@odata.context")));
    private static readonly int EndOfId = Referral.AsSpan().IndexOf(Encoding.UTF8.GetBytes(ReferralJson.Id)) + ReferralJson.Id.Length;
    private static readonly byte[] BeforeNumber = Referral[..(EndOfId - DigitsOfNumber)];
    private static readonly byte[] AfterNumber = Referral[EndOfId..];
    private static readonly byte[] Comma = ","u8.ToArray();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string query = request.RequestUri!.Query;
        int page = query.Length == 0 ? 1 : int.Parse(query[(query.LastIndexOf('=') + 1)..], CultureInfo.InvariantCulture);
        return Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new PartsStream(PartsOf(page).GetEnumerator())) });
    }

    private IEnumerable<byte[]> PartsOf(int page)
    {
        byte[] number = new byte[DigitsOfNumber];
        yield return Encoding.UTF8.GetBytes(Start);
        for (int i = 0; i < PageSize; i++)
        {
            if (i > 0)
            {
                yield return Comma;
            }

            yield return BeforeNumber;
            ((page * PageSize) + i).TryFormat(number, out _, "D12", CultureInfo.InvariantCulture);
            yield return number;
            yield return AfterNumber;
        }

        string next = page < pages ? $",\"@odata.nextLink\":\"{CannedService.Collection}?$skiptoken={page + 1}\"" : "";
        yield return Encoding.UTF8.GetBytes("]" + next + "}");
    }
}
