using System.Text;
using System.Text.Json;
using CsCheck;

namespace PartnerCenter.Referrals.Tests;

/// <summary>
/// Tests the readers alone: each returns a value or refuses the document, in memory proportional to the input.
/// </summary>
[Trait("Culture", "None")]
public sealed class HostileReaderTests(ITestOutputHelper output)
{
    private const int Count = 10_000;

    // docs/hostile-input.md: a page of the smallest referrals, three bytes each.
    private const int MaxBytesForOne = 250;

    [Fact]
    public Task Any_document_is_a_referral_or_no_JSON_of_one() => Cases.CheckAsync(
        HostileJson.Referral, Count, document => Read(() => JsonSerializer.Deserialize(document, ReferralsJson.Referral)),
        HostileJson.Shown);

    [Fact]
    public Task Any_document_is_a_page_or_no_JSON_of_one() => Cases.CheckAsync(
        HostileJson.Page, Count / 4, document => Read(() => JsonSerializer.Deserialize(document, ReferralsJson.Page)), HostileJson.Shown);

    [Fact]
    public Task Any_document_gives_what_can_be_read_of_a_referral_or_is_refused() => Cases.CheckAsync(
        HostileJson.Referral, Count, document => Read(() => ReferralFormat.Instance.ReadReadable(document, new(default))),
        HostileJson.Shown);

    [Fact]
    public Task Any_document_gives_what_can_be_read_of_a_page_or_is_refused() => Cases.CheckAsync(
        HostileJson.Page,
        Count / 4,
        document => Read(() => ReferralPageFormat.For(skipsUnreadableItems: true).ReadReadable(document, new(default))),
        HostileJson.Shown);

    [Fact]
    public Task Any_body_of_a_refusal_gives_a_few_short_words_or_none() => Cases.CheckAsync(
        Gen.Frequency((4, HostileJson.Error), (1, HostileJson.Referral)),
        Count,
        document =>
        {
            ServiceError error = ServiceError.Parse(document);

            Assert.InRange(error.Codes.Count, 0, 8);
            Assert.All([.. error.Codes, error.Target ?? ""], HostileService.RequireSilent);
        },
        HostileJson.Shown);

    [Theory]
    [InlineData("""{"value":[""", "{}", "]}")]
    [InlineData("""{"value":[""", "null", "]}")]
    [InlineData("""{"value":[""", """{"team":[{}]}""", "]}")]
    [InlineData("""{"value":[{"tags":[""", "\"a\"", "]}]}")]
    [InlineData("""{"value":[{"details":{"requirements":{"offers":[""", "1", "]}}}]}")]
    [InlineData("""{"value":[{"target":[""", "{}", "]}]}")]
    [InlineData("""{"value":[{"new":[""", "[]", "]}]}")]
    [InlineData("""{"value":[{"a":1,""", "\"b\":1", "}]}")]
    [InlineData("""{"value":[],"@odata.context":"a""", "\\u0061", "\"}")]
    public void Memory_grows_with_the_document_and_not_faster(string start, string item, string end)
    {
        byte[] Document(int count) => Encoding.UTF8.GetBytes(
            start + string.Join(start.EndsWith('[') ? "," : item[0] == '\\' ? "" : ",", Enumerable.Repeat(item, count)) + end);
        byte[] small = Document(2_000);
        byte[] large = Document(64_000);

        long forSmall = AllocatedBy(small);
        long forLarge = AllocatedBy(large);

        output.WriteLine($"{start} {item} {end}: {(double)forLarge / large.Length:F0} bytes for each byte.");
        Assert.InRange(forLarge, 0, (long)large.Length * MaxBytesForOne);
        // The input is 32 times as long. Pools and growing lists cost some more; quadratic growth would cost 1,024 times as much.
        Assert.InRange(forLarge, 0, (forSmall * 32 * 4) + 1_000_000);
    }

    private static long AllocatedBy(byte[] document)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Read(() => JsonSerializer.Deserialize(document, ReferralsJson.Page));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Read(Func<object?> read)
    {
        try
        {
            read()?.ToString();
        }
        catch (Exception refusal) when (refusal is JsonException or UnusableBodyException)
        {
            // The client turns it into an exception of ours.
        }
    }
}
