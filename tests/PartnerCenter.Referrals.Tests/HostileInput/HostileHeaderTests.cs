using System.Net;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests that a call with any headers ends at once in a value or an exception of ours that repeats nothing of them.</summary>
[Trait("Culture", "None")]
public sealed class HostileHeaderTests
{
    private const int Count = 1_500;

    private static readonly Gen<Answer> Answers = Gen.Select(
        Gen.OneOf(200, 204, 400, 401, 409, 412, 429, 500, 503),
        HostileText.Like("120", "0", "Wed, 02 Jan 2030 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT"),
        HostileText.Like(
            "Bearer error=\"insufficient_claims\", claims=\"eyJhY2Nlc3NfdG9rZW4iOnt9fQ==\"",
            "Bearer realm=\"\", error=\"invalid_token\", error_description=\"grace@planted.example.com\""),
        HostileText.Like(ReferralJson.ETag, "W/\"1\""),
        HostileText.Like("3f6b2c1e-0000-4000-8000-000000000001", "grace@planted.example.com"),
        HostileText.Like("application/json", "text/html; charset=utf-8", "text/planted", "application/problem+json"),
        Gen.Bool,
        (status, retryAfter, challenge, eTag, requestId, mediaType, writes) =>
            new Answer(status, retryAfter, challenge, eTag, requestId, mediaType, writes));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task Any_headers_end_in_a_value_or_an_exception_of_ours_that_repeats_nothing_of_them() => Cases.CheckAsync(
        Answers,
        Count,
        async answer =>
        {
            // One attempt and no time left: nothing waits, and the first call's Retry-After delays the second call.
            using HostileService service = new(
                _ => Response(answer), options => (options.MaxAttempts, options.Timeout) = (1, TimeSpan.FromMilliseconds(10)));
            for (int call = 0; call < 2; call++)
            {
                await HostileService.KeepsPromiseAsync(() => answer.Writes
                    ? service.Client.ReplaceAsync(Drafts.Stored, cancellationToken: Cancellation)
                    : service.Client.GetAsync(ReferralJson.Id, cancellationToken: Cancellation));
            }
        },
        answer => Cases.Shown(answer.ToString()));

    private static HttpResponseMessage Response(Answer answer)
    {
        HttpResponseMessage response = new(
            (HttpStatusCode)answer.Status)
        {
            Content = new ByteArrayContent(
                "{\"id\":\"3f6b2c1e-0000-4000-8000-000000000001\"}"u8.ToArray())
        };
        Add("Retry-After", answer.RetryAfter);
        Add("WWW-Authenticate", answer.Challenge);
        Add("ETag", answer.ETag);
        Add("request-id", answer.RequestId);
        response.Content.Headers.TryAddWithoutValidation("Content-Type", answer.MediaType);
        return response;

        // Text with a line break never becomes a header.
        void Add(string name, string value) => response.Headers.TryAddWithoutValidation(name, value);
    }

    private sealed record Answer(
        int Status, string RetryAfter, string Challenge, string ETag, string RequestId, string MediaType, bool Writes);
}
