using Xunit;

namespace PartnerCenter.Referrals.Mutation;

/// <summary>Takes what a test reports, and drops it.</summary>
internal sealed class SilentOutput : ITestOutputHelper
{
    public string Output => "";

    public void Write(string message)
    {
    }

    public void Write(string format, params object[] args)
    {
    }

    public void WriteLine(string message)
    {
    }

    public void WriteLine(string format, params object[] args)
    {
    }
}
