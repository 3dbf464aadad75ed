using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// Plays the service in memory. Each request gets a new response over the same bytes, and its body is read as a connection would read it.
/// With <c>throttlesFirst</c>, every other response is a 429 without Retry-After, starting with the first.
/// </summary>
internal sealed class CannedService(HttpStatusCode status, byte[] body, bool throttlesFirst = false) : HttpMessageHandler
{
    public const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private bool _hasThrottled;

    /// <summary>Gets the bytes of one referral, as compact as the service writes it.</summary>
    public static byte[] One { get; } = Encoding.UTF8.GetBytes(ReferralJson.FullWith(_ => { }));

    public static byte[] PageOf100 { get; } = Encoding.UTF8.GetBytes(ReferralJson.Page(Enumerable.Repeat(ReferralJson.Full, 100)));

    public static byte[] Refusal { get; } =
    [
        .. """{"error":{"code":"BadRequest","message":"The request is not valid.","innerError":"""u8,
        .. """{"code":"InvalidInput","message":"Currency is missing."}}}"""u8,
    ];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Task sent = request.Content?.CopyToAsync(Stream.Null, cancellationToken) ?? Task.CompletedTask;
        return sent.IsCompletedSuccessfully ? Task.FromResult(Answer(request)) : AnswerAsync(sent, request);
    }

    private async Task<HttpResponseMessage> AnswerAsync(Task sent, HttpRequestMessage request)
    {
        await sent;
        return Answer(request);
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        _hasThrottled = throttlesFirst && !_hasThrottled;
        return new HttpResponseMessage(_hasThrottled ? HttpStatusCode.TooManyRequests : status)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = Json } },
            RequestMessage = request,
        };
    }
}
