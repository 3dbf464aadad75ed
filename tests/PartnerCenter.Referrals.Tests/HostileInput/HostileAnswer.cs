using System.Globalization;
using System.Net;
using System.Text;

namespace PartnerCenter.Referrals.Tests;

/// <summary>One answer, or one failure, of a sequence.</summary>
internal sealed record HostileAnswer(
    HostileFailure Failure, int Status, byte[] Referral, byte[] Page, byte[] Error, string RetryAfter, string ETag)
{
    public static HostileAnswer Right { get; } = new(
        HostileFailure.None,
        200,
        Encoding.UTF8.GetBytes(ReferralJson.Full),
        Encoding.UTF8.GetBytes(ReferralJson.Page([ReferralJson.Full])),
        [],
        "",
        ReferralJson.ETag);

    /// <summary>Gets whether a write with this answer may have taken effect.</summary>
    public bool MayHaveActed => Failure switch
    {
        HostileFailure.Refused or HostileFailure.ConnectTimeout => false,
        HostileFailure.InvalidResponse or HostileFailure.Reset => true,
        // These four say nothing about the request, whatever their number. All others of the 400s are refusals.
        _ => Status is not (301 or 307 or 308 or (>= 400 and < 500)) || Status is 408 or 444 or 460 or 499,
    };

    public HttpResponseMessage Give(HttpRequestMessage request)
    {
        switch (Failure)
        {
            case HostileFailure.Refused:
                throw new HttpRequestException(HttpRequestError.ConnectionError, HostileText.Planted);
            case HostileFailure.ConnectTimeout:
                throw new TaskCanceledException(HostileText.Planted, new TimeoutException(HostileText.Planted));
            case HostileFailure.InvalidResponse:
                throw new HttpRequestException(HttpRequestError.InvalidResponse, HostileText.Planted);
            case HostileFailure.Reset:
                throw new HttpRequestException(
                    HttpRequestError.Unknown, HostileText.Planted, new IOException(HostileText.Planted));
        }

        bool isCollection = request.Method == HttpMethod.Get
            && request.RequestUri!.AbsolutePath.EndsWith("/referrals", StringComparison.Ordinal);
        byte[] body = Status is < 200 or > 299 ? Error : isCollection ? Page : Referral;
        HttpResponseMessage response = new((HttpStatusCode)Status)
        {
            Content = new StreamContent(new HostileBody(body, 4_096, Failure == HostileFailure.BreaksOff)),
            RequestMessage = request,
        };
        response.Headers.TryAddWithoutValidation("ETag", ETag);
        if (RetryAfter.Length > 0)
        {
            response.Headers.TryAddWithoutValidation("Retry-After", RetryAfter);
        }

        return response;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Failure} {Status} {HostileJson.Shown(Referral)} {HostileJson.Shown(Page)} {HostileJson.Shown(Error)} {RetryAfter} {ETag}");
}
