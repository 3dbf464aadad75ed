namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that a page of another origin neither reads nor steers the emulator through its user's browser.</summary>
public sealed class ControlGuardTests
{
    [Theory]
    [InlineData("Host", "attacker.example.com")]
    [InlineData("Host", "attacker.example.com:5010")]
    [InlineData("Host", "127.0.0.1.attacker.example.com")]
    [InlineData("Host", "localhost.attacker.example.com")]
    [InlineData("Host", "192.0.2.1")]
    [InlineData("Origin", "http://attacker.example.com")]
    [InlineData("Origin", "http://127.0.0.1")]
    [InlineData("Origin", "https://localhost")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "")]
    public async Task Requests_of_another_hosts_or_origins_page_are_refused_and_change_nothing(string header, string value)
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = (await client.InvitedAsync()).Id();
        client.Emulator.Faults.Next(EmulatedOperation.Get, Fault.HtmlPage);

        RawResponse[] answers =
        [
            await client.ShowAsync("/", (header, value)),
            await client.ShowAsync("/emulator/requests", (header, value)),
            await client.ActAsync($"/emulator/referrals/{id}/accept", "{}", (header, value)),
            await client.ActAsync("/emulator/faults/clear", "", (header, value)),
        ];

        Assert.All(answers, answer => Assert.Equal((403, "text/plain; charset=utf-8"), (answer.Status, answer.Headers["Content-Type"])));
        Assert.Equal("New/Pending", client.Emulator.GetReferral(id).State());
        Assert.Single((await client.ShowAsync("/emulator/faults")).Json["faults"]!.AsArray());
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:5010")]
    [InlineData("localhost:8080")]
    [InlineData("[::1]:5010")]
    public async Task Each_loopback_name_is_served_with_its_own_origin(string host)
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = (await client.InvitedAsync()).Id();

        RawResponse page = await client.ShowAsync("/", ("Host", host));
        RawResponse accepted = await client.ActAsync(
            $"/emulator/referrals/{id}/accept", "{}", ("Host", host), ("Origin", $"https://{host}"), ("X-Forwarded-Proto", "https"));

        Assert.Equal([200, 200], [page.Status, accepted.Status]);
    }
}
