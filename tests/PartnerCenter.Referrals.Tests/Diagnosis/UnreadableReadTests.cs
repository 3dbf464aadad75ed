using System.Net;

namespace PartnerCenter.Referrals.Tests;

/// <summary>Tests what a diagnosis says of a collection whose first item cannot be read.</summary>
public sealed class UnreadableReadTests : IDisposable
{
    private readonly MockedService _service = new();

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("null", DiagnosisOutcome.Unclear)]
    [InlineData("""{"id":{}}""", DiagnosisOutcome.Unclear)]
    [InlineData("""{"name":{}}""", DiagnosisOutcome.Passed)]
    public async Task An_item_that_cannot_be_read_says_nothing_against_the_endpoint(string item, DiagnosisOutcome read)
    {
        _service.RespondsWith(HttpStatusCode.OK, $$"""{"value":[{{item}}]}""");

        ReferralsDiagnosis diagnosis = await _service.Client().DiagnoseAsync(cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(DiagnosisOutcome.Passed, diagnosis.Checks.Single(check => check.Name == "endpoint").Outcome);
        Assert.Equal(read, diagnosis.Checks.Single(check => check.Name == "read").Outcome);
        Assert.True(diagnosis.IsHealthy);
    }
}
