using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerSupport.Moderation.Data.Migrations
{
    /// <inheritdoc />
    public partial class AnswersAboutScreening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_cases_queue",
                table: "cases");

            migrationBuilder.AddColumn<string>(
                name: "opinion",
                table: "decisions",
                type: "character varying(20)",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "right_labels",
                table: "decisions",
                type: "text[]",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "right_risk",
                table: "decisions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "queue_at",
                table: "cases",
                type: "timestamp with time zone",
                nullable: false,
                // The version before this one goes on opening cases while it is replaced; they take their place by when they came.
                defaultValueSql: "now()");

            migrationBuilder.Sql("update cases set queue_at = due_at;");

            migrationBuilder.AddColumn<string>(
                name: "readings",
                table: "cases",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<double>(
                name: "score",
                table: "cases",
                type: "double precision",
                nullable: false,
                defaultValue: 0.0);

            migrationBuilder.CreateTable(
                name: "erased_messages",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_erased_messages", x => x.message_id);
                });

            migrationBuilder.CreateTable(
                name: "training_examples",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    author_id = table.Column<Guid>(type: "uuid", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    opinion = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    labels = table.Column<string[]>(type: "text[]", nullable: false),
                    risk = table.Column<int>(type: "integer", nullable: false),
                    answered_by_id = table.Column<Guid>(type: "uuid", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_training_examples", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_cases_queue",
                table: "cases",
                columns: new[] { "risk", "queue_at", "score" },
                descending: new[] { true, false, true },
                filter: "state = 'Open'");

            migrationBuilder.CreateIndex(
                name: "ix_cases_sample",
                table: "cases",
                column: "message_id",
                unique: true,
                filter: "kind = 'Sample'");

            migrationBuilder.CreateIndex(
                name: "ix_training_examples_case_id",
                table: "training_examples",
                column: "case_id");

            migrationBuilder.CreateIndex(
                name: "ix_training_examples_message_id_revision_answered_by_id",
                table: "training_examples",
                columns: new[] { "message_id", "revision", "answered_by_id" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "erased_messages");

            migrationBuilder.DropTable(
                name: "training_examples");

            migrationBuilder.DropIndex(
                name: "ix_cases_queue",
                table: "cases");

            migrationBuilder.DropIndex(
                name: "ix_cases_sample",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "opinion",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "right_labels",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "right_risk",
                table: "decisions");

            migrationBuilder.DropColumn(
                name: "queue_at",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "readings",
                table: "cases");

            migrationBuilder.DropColumn(
                name: "score",
                table: "cases");

            migrationBuilder.CreateIndex(
                name: "ix_cases_queue",
                table: "cases",
                columns: new[] { "risk", "due_at" },
                descending: new[] { true, false },
                filter: "state = 'Open'");
        }
    }
}
