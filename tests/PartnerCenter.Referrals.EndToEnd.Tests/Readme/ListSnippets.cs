using System.Text.Json.Serialization;
using PartnerCenter.Referrals.Emulator;

namespace PartnerCenter.Referrals.EndToEnd.Tests.Readme;

public sealed class ListSnippets
{
    [Fact]
    public async Task Referrals_are_filtered_ordered_and_limited()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        for (int i = 0; i < 3; i++)
        {
            await client.CreateAsync(Deals.Draft());
        }

        List<Referral> found = [];

        #region list
        ReferralQuery query = new()
        {
            Filter = ReferralFilter.Status == ReferralStatus.Active & ReferralFilter.Direction == ReferralDirection.Outgoing,
            OrderBy = ReferralOrder.UpdatedDateTime.Descending,
            Top = 50,
        };
        await foreach (Referral referral in client.ListAsync(query))
        {
            found.Add(referral);
        }
        #endregion

        Assert.Equal(3, found.Count);
        Assert.Contains("$top=50", stage.Emulator.Requests[^1].Query, StringComparison.Ordinal);

        #region skip
        await foreach (Referral referral in client.ListAsync(new ReferralQuery { SkipUnreadableItems = true }))
        {
            found.Add(referral);
        }
        #endregion

        Assert.Equal(6, found.Count);
    }

    [Fact]
    public async Task A_referral_is_found_by_the_id_of_the_CRM()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        string crmId = "CRM-O'Brien";
        Referral created = await client.CreateAsync(Deals.Draft() with { ExternalReferenceId = crmId });
        await client.CreateAsync(Deals.Draft());

        #region filter-from
        ReferralFilter byCrmId = ReferralFilter.From($"externalReferenceId eq {crmId}");
        Referral? known = await client.ListAsync(new ReferralQuery { Filter = byCrmId }).FirstOrDefaultAsync();
        Console.WriteLine(byCrmId); // externalReferenceId eq …
        #endregion

        Assert.Equal(created.Id, known?.Id);
        Assert.Equal("externalReferenceId eq …", byCrmId.ToString());
        string query = stage.Emulator.Requests[^1].Query;
        Assert.Contains(Uri.EscapeDataString("externalReferenceId eq 'CRM-O''Brien'"), query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_is_saved_after_a_page_and_resumed_later()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync(new ReferralsEmulatorOptions { PageSize = 2 });
        ReferralsClient client = stage.Client;
        for (int i = 0; i < 5; i++)
        {
            await client.CreateAsync(Deals.Draft());
        }

        List<string> seen = [];
        Bookmark bookmark = new();
        ReferralQuery query = new() { OrderBy = ReferralOrder.CreatedDateTime.Ascending };

        #region pages
        await foreach (ReferralPage page in client.ListAsync(query).AsPages())
        {
            seen.AddRange(page.Referrals.Select(referral => referral.Id));
            await bookmark.SaveAsync(page.Continuation?.Value); // null after the last page
            break; // for example because the program restarts
        }
        #endregion

        Assert.Equal(2, seen.Count);

        #region resume
        if (ReferralContinuation.TryParse(await bookmark.LoadAsync(), out ReferralContinuation? continuation))
        {
            await foreach (Referral referral in client.ListAsync(new ReferralQuery { Continuation = continuation }))
            {
                seen.Add(referral.Id);
            }
        }
        #endregion

        Assert.Equal(5, seen.Distinct().Count());
        Assert.Equal(5, seen.Count);
    }

    [Fact]
    public async Task Values_are_compared_and_matched_in_a_switch()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        Referral referral = await stage.Client.CreateAsync(Deals.Draft());

        #region values
        bool isOpen = referral.Status != ReferralStatus.Closed;
        string text = referral.Substatus switch
        {
            null => "none",
            var substatus when substatus == ReferralSubstatus.Accepted => "being worked on",
            var substatus when substatus == ReferralSubstatus.Won || substatus == ReferralSubstatus.Lost => "decided",
            var other => other.Value, // a value that this version does not know arrives unchanged
        };
        #endregion

        Assert.True(isOpen);
        Assert.Equal("being worked on", text);
    }

    [Fact]
    public async Task A_projection_of_each_referral_is_read()
    {
        await using ReadmeHost stage = await ReadmeHost.SetAsync();
        ReferralsClient client = stage.Client;
        await client.CreateAsync(Deals.Draft());
        List<string?> names = [];

        #region projection-use
        await foreach (DealLine line in client.ListAsync(
            new ReferralQuery { Filter = ReferralFilter.Type == ReferralType.Shared }, DealContext.Default.DealLine))
        {
            names.Add(line.Name);
        }
        #endregion

        Assert.Equal("Fabrikam data platform", Assert.Single(names));
        Assert.Contains("$select=id,name,status", stage.Emulator.Requests[^1].Query, StringComparison.Ordinal);
    }
}

#region projection
public sealed record DealLine(string Id, string? Name, ReferralStatus? Status);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DealLine))]
public sealed partial class DealContext : JsonSerializerContext;
#endregion
