using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PartnerCenter.Referrals.Tests;

namespace PartnerCenter.Referrals.Benchmarks;

/// <summary>
/// The service in memory: a new answer for each request, over bytes that all share. What is sent is read, as a connection would. On demand
/// every second answer is 429, which names no wait.
/// </summary>
internal sealed class CannedService(HttpStatusCode status, byte[] body, bool throttlesFirst = false) : HttpMessageHandler
{
    public const string Collection = "https://api.partner.microsoft.com/v1.0/engagements/referrals";

    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private bool _hasThrottled;

    /// <summary>One referral, as compact as the service writes it.</summary>
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
