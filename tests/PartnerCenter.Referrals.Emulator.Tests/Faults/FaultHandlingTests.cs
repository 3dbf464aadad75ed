using System.Reflection;

namespace PartnerCenter.Referrals.Emulator.Tests;

/// <summary>Tests that a fault determines whether the service handles the request, whatever the client sees.</summary>
public sealed class FaultHandlingTests
{
    private const string Collection = "/v1.0/engagements/referrals";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. AllFaults.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_create_is_stored_exactly_when_the_fault_handles_the_request(string name)
    {
        Fault fault = AllFaults.All[name];
        await using ReferralsEmulator emulator = await ReferralsEmulator.StartAsync(cancellationToken: Cancellation);
        emulator.Faults.Next(EmulatedOperation.Create, fault);
        using RawSocket socket = await RawSocket.ConnectAsync(emulator);

        string body = ReferralBodies.Deal().ToJsonString();
        await socket.SendAsync("POST", Collection, body);
        RecordedRequest faulted = await emulator.Faults.WaitForFaultAsync(EmulatedOperation.Create, Cancellation);

        Assert.Equal(fault.IsHandled ? 1 : 0, emulator.GetReferrals().Count);
        Assert.Same(faulted, Assert.Single(emulator.Requests));
        Assert.Same(fault, faulted.Fault);
        Assert.Equal(("POST", Collection, body), (faulted.Method, faulted.Path, faulted.Body));
        Assert.Equal($"POST {Collection}{(faulted.StatusCode == 0 ? "" : $" {faulted.StatusCode}")} {name}", faulted.ToString());
    }

    [Fact]
    public void The_name_of_each_fault_says_whether_the_request_is_handled()
    {
        foreach (PropertyInfo property in typeof(Fault).GetProperties(BindingFlags.Public | BindingFlags.Static))
        {
            Fault fault = (Fault)property.GetValue(null)!;

            Assert.Equal(property.Name, fault.ToString());
            Assert.Equal(
                property.Name != nameof(Fault.HtmlPage) && !property.Name.EndsWith("BeforeHandling", StringComparison.Ordinal),
                fault.IsHandled);
        }
    }

    [Fact]
    public async Task A_request_that_breaks_a_rule_changes_nothing_under_any_fault()
    {
        await using RawClient client = await RawClient.StartAsync();
        client.Emulator.Faults.Next(EmulatedOperation.Create, Fault.StatusAfterHandling(504));

        RawResponse answer = await client.CreateAsync(ReferralBodies.Deal().Without("consent"));

        Assert.Equal(504, answer.Status);
        Assert.Empty(client.Emulator.GetReferrals());
    }

    [Fact]
    public async Task Replace_and_patch_are_applied_before_their_connection_is_reset()
    {
        await using RawClient client = await RawClient.StartAsync();
        string id = (await client.CreatedAsync(ReferralBodies.Deal()))["id"]!.GetValue<string>();
        client.Emulator.Faults.Next(EmulatedOperation.Patch, Fault.ResetAfterHandling);
        client.Emulator.Faults.Next(EmulatedOperation.Replace, Fault.ResetAfterHandling);

        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(
            HttpMethod.Patch, $"{Collection}/{id}", """[{ "op": "replace", "path": "/externalReferenceId", "value": "CRM-1" }]"""));
        Assert.Equal("CRM-1", client.Emulator.GetReferral(id)["externalReferenceId"]!.GetValue<string>());

        using HttpRequestMessage put = new(HttpMethod.Put, new Uri($"{client.Emulator.Endpoint}/{id}"));
        put.Headers.Add("Authorization", $"Bearer {client.Emulator.IssueToken()}");
        put.Headers.TryAddWithoutValidation("If-Match", client.Emulator.GetReferral(id)["eTag"]!.GetValue<string>());
        put.Content = new StringContent(
            client.Emulator.GetReferral(id).With("name", "Renamed").ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        await Assert.ThrowsAsync<HttpRequestException>(() => client.SendAsync(put));
        Assert.Equal("Renamed", client.Emulator.GetReferral(id)["name"]!.GetValue<string>());
    }
}
